/** Cases of many units of work at once: 7. */

import assert from "node:assert/strict";
import type { StoreCase, StoreRoom } from "./store_case.ts";
import { numbers } from "./store_samples.ts";
import { increment, thing, valueOf, worker } from "./unit_of_work_samples.ts";

export const contentionCases: readonly StoreCase[] = [
  { number: 7, does: "a thousand concurrent increments of one document: 1000", run: thousand },
  {
    number: 7,
    does: "increments through two instances: none is lost",
    needs: "twoInstances",
    run: two,
  },
  { number: 7, does: "transfers between ten documents keep their sum", run: transfers },
];

async function thousand(room: StoreRoom): Promise<void> {
  const work = worker(room);
  const options = { within: 50_000 };
  const done = await Promise.all(numbers(1000).map(() => work((tx) => increment(tx), options)));

  assert.equal(await valueOf(room.store, "counter"), 1000);
  assert.deepEqual(done.map(({ result }) => result).toSorted((a, b) => a - b), numbers(1000));
}

async function two(room: StoreRoom): Promise<void> {
  const workers = [worker(room), worker({ ...room, store: await room.another() })];
  const options = { within: 50_000 };
  await Promise.all(
    workers.flatMap((work) => numbers(100).map(() => work((tx) => increment(tx), options))),
  );
  assert.equal(await valueOf(room.store, "counter"), 200);
}

async function transfers(room: StoreRoom): Promise<void> {
  const ids = numbers(10).map(String);
  await room.store.commit({ puts: ids.map((id) => ({ ...thing(id, 10), expect: "any" })) });
  const pick = () => ids[Math.floor(room.random() * ids.length)] ?? "1";
  await Promise.all(
    numbers(100).map(async () => {
      const [from, to] = [pick(), pick()];
      await worker(room)(async (tx) => {
        tx.put(thing(from, Number(await valueOf(tx, from)) - 1));
        tx.put(thing(to, Number(await valueOf(tx, to)) + 1));
      }, { within: 50_000 });
    }),
  );

  const left = await Promise.all(ids.map((id) => valueOf(room.store, id)));
  assert.equal(left.reduce<number>((sum, value) => sum + Number(value), 0), 100);
}
