/** Cases of two processes on one database: 25. */

import assert from "node:assert/strict";
import { pause, settle, within } from "./assertions.ts";
import type { StoreCase, StoreRoom } from "./store_case.ts";
import { append, findAll, numbers, put, readAll } from "./store_samples.ts";

export const processCases: readonly StoreCase[] = [
  {
    number: 25,
    does: "a process that is killed leaves whole commits, and all it was told are there",
    needs: "twoProcesses",
    run: survivesKill,
  },
  {
    number: 25,
    does: "two processes start cold at once",
    needs: "twoProcesses",
    run: startsCold,
  },
];

/** Longest that is waited for commits of the other process, in milliseconds. */
const PATIENCE = 5000;

async function survivesKill({ store, inOtherProcess, random }: StoreRoom): Promise<void> {
  const { signal } = new AbortController();
  for (const round of numbers(2)) {
    const { store: doomed, kill } = await inOtherProcess();
    const head = await store.head();
    const committing = settle(
      numbers(200).map(async (n) => {
        const name = `${round}-${n}`;
        await doomed.commit({
          appends: [append(`a-${name}`, "none", n, n), append("all", "any", n)],
          puts: [put(`p-${name}`, "none", n, { unique: { k: name }, index: { i: name } })],
        });
        return name;
      }),
    );
    await within(PATIENCE, "`changed` after the first commit", store.changed(head, signal));
    await pause(random() * 20);
    await kill();

    const { fulfilled } = await committing;
    await afterwards(() => requireWhole(store, fulfilled));
  }
}

/** Tries again for a while: a server may still finish what a process had sent when it was killed. */
async function afterwards(look: () => Promise<void>): Promise<void> {
  for (let attempt = 1; attempt < 20; attempt++) {
    try {
      return await look();
    } catch {
      await pause(50);
    }
  }
  await look();
}

/** Requires that each commit is there with all of its parts or none, and that these are there. */
async function requireWhole(store: StoreRoom["store"], told: readonly string[]): Promise<void> {
  const log = await readAll(store);
  const documents = await findAll(store, { collection: "things", by: { index: "i" }, limit: 100 });
  const names = new Set(documents.map(({ id }) => id.slice(2)));
  assert.equal(log.length, names.size * 3, "Of every commit there are all three events");
  for (const name of names) {
    assert.equal((await store.readStream(`a-${name}`)).length, 2);
    assert.equal((await store.getBy("things", "k", name))?.id, `p-${name}`);
  }
  for (const name of told) assert.ok(names.has(name), `The commit ${name} was told and is there`);
  await store.commit({ appends: [append("all", names.size)] });
}

async function startsCold({ openCold }: StoreRoom): Promise<void> {
  const stores = await openCold({ instances: 1, processes: 2 });
  await Promise.all(stores.map((each, n) => each.commit({ appends: [append("a", "any", n)] })));
  for (const each of stores) assert.equal((await readAll(each)).length, 3);
}
