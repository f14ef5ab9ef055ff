/** Cases of requests that come more than once: `idempotency` of units of work. */

import assert from "node:assert/strict";
import { rejectsWith, within } from "./assertions.ts";
import type { StoreCase, StoreRoom } from "./store_case.ts";
import { counted, numbers } from "./store_samples.ts";
import {
  disturbed,
  increment,
  once,
  SampleRefused,
  store as put,
  thing,
  valueOf,
  type Worker,
  worker,
} from "./unit_of_work_samples.ts";

export const requestCases: readonly StoreCase[] = [
  { number: 9, does: "the same request twice has one effect and one answer", run: twice },
  {
    number: 9,
    does: "the same request twenty times at once has one effect and one answer",
    run: atOnce,
  },
  { number: 9, does: "also through two instances", needs: "twoInstances", run: throughTwo },
  {
    number: 9,
    does: "a run that decides otherwise than an earlier one answers as that did",
    run: otherwise,
  },
  { number: 9, does: "a request is not refused for its own effect", run: ownEffect },
  { number: 9, does: "the same id for another request is refused", run: another },
  { number: 9, does: "an id used by a plain commit is no answer", run: plainCommit },
  { number: 9, does: "a refused request leaves its id unused", run: refused },
  { number: 9, does: "a request without effects is remembered too", run: withoutEffects },
];

async function twice(room: StoreRoom): Promise<void> {
  const work = worker(room);
  const first = await work((tx) => increment(tx), once("id", "one more"));
  await put(room.store, "counter", 50);
  const again = disturbed((tx) => increment(tx), () => Promise.resolve());
  const second = await work(again, once("id", "one more"));

  assert.deepEqual([first.result, first.repeated], [1, false]);
  assert.deepEqual([second.result, second.repeated], [1, true]);
  assert.equal(again.runs(), 0);
  assert.equal(second.committed?.position, first.committed?.position);
  assert.deepEqual(second.committed?.documentVersions, first.committed?.documentVersions);
  assert.equal(await valueOf(room.store, "counter"), 50);
}

async function atOnce(room: StoreRoom): Promise<void> {
  await requestedByAll(room, numbers(20).map(() => worker(room)));
}

async function throughTwo(room: StoreRoom): Promise<void> {
  const other = worker({ ...room, store: await room.another() });
  await requestedByAll(room, numbers(20).map((n) => n % 2 === 0 ? other : worker(room)));
}

async function requestedByAll(
  { store }: StoreRoom,
  workers: readonly Worker[],
): Promise<void> {
  let runs = 0;
  const done = await within(
    20_000,
    "All of them",
    Promise.all(workers.map((work) =>
      work((tx) => {
        const mine = ++runs;
        tx.append("s", [counted(mine)]);
        return mine;
      }, once("id"))
    )),
  );
  const [event, ...more] = await store.readStream("s");
  assert.deepEqual(more, []);
  assert.deepEqual(done.map(({ result }) => ({ n: result })), done.map(() => event?.data));
  assert.equal(done.filter(({ repeated }) => !repeated).length, 1);
}

async function otherwise(room: StoreRoom): Promise<void> {
  const work = worker(room);
  const outer = await work(async (tx) => {
    tx.put(thing("late", true));
    await work((inner) => {
      inner.put(thing("early", true));
      return "early";
    }, once<string>("id"));
    return "late";
  }, once<string>("id"));

  assert.deepEqual([outer.result, outer.repeated], ["early", true]);
  assert.deepEqual(
    [await valueOf(room.store, "early"), await valueOf(room.store, "late")],
    [true, undefined],
  );
}

async function ownEffect(room: StoreRoom): Promise<void> {
  const register = (name: string) =>
    worker(room)(async (tx) => {
      if (name === "slow") await register("fast");
      if (await tx.getBy("things", "k", "v") !== undefined) throw new SampleRefused("It is taken");
      tx.put(thing(name, 1, { k: "v" }));
      return name;
    }, once<string>("id"));
  const { result, repeated } = await register("slow");

  assert.deepEqual([result, repeated], ["fast", true]);
}

async function another(room: StoreRoom): Promise<void> {
  const work = worker(room);
  await work((tx) => increment(tx), once("id", "one"));
  for (const fingerprint of ["two", undefined]) {
    const again = work((tx) => increment(tx), once("id", fingerprint));
    await rejectsWith(again, "command-id-reused", { id: "id" });
  }
  assert.equal(await valueOf(room.store, "counter"), 1);
}

async function plainCommit(room: StoreRoom): Promise<void> {
  await room.store.commit({ id: "with outcome", outcome: ["something else"] });
  await room.store.commit({ id: "without" });
  for (const id of ["with outcome", "without"]) {
    await rejectsWith(worker(room)((tx) => increment(tx), once(id)), "command-id-reused", { id });
  }
  assert.equal(await valueOf(room.store, "counter"), undefined);
}

async function refused(room: StoreRoom): Promise<void> {
  const work = worker(room);
  const refusing = work((): number => {
    throw new SampleRefused("no");
  }, once("id"));
  await rejectsWith(refusing, "samples/refused");

  assert.deepEqual((await work((tx) => increment(tx), once("id"))).repeated, false);
}

async function withoutEffects(room: StoreRoom): Promise<void> {
  const work = worker(room);
  await work(() => "first", once<string>("id"));
  const again = await work(() => "second", once<string>("id"));
  assert.deepEqual([again.result, again.repeated], ["first", true]);
}
