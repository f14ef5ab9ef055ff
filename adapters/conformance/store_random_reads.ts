/** Random reads over few names, with answers in words that are the same for every store. */

import type { Random } from "../../application/ports.ts";
import type { Find, Store } from "../../application/store/store.ts";
import { pick, randomNames } from "./store_random_changes.ts";
import { findAll, readAll } from "./store_samples.ts";
import { plainEvent, type Side } from "./store_side.ts";

/** An operation, to be done on each side; its answer is in words that are the same on both. */
export type Operation = (side: Side) => Promise<unknown>;

/** Makes one read of any kind. */
export function randomRead(random: Random): Operation {
  const { streams, types, commits } = randomNames;
  const [after, limit] = [Math.floor(random() * 40), Math.floor(random() * 8)];
  switch (Math.floor(random() * 6)) {
    case 0: {
      const stream = pick(random, streams);
      return async ({ store }) =>
        (await store.readStream(stream, { after, limit })).map(plainEvent);
    }
    case 1: {
      const type = pick(random, types);
      return ({ store }) => matchesUpTo(store, type, after);
    }
    case 2: {
      const id = pick(random, commits);
      return async ({ store }) => (await store.receipt(id))?.position;
    }
    case 3:
      return ({ store }) => store.head();
    case 4: {
      const [collection, key] = [
        pick(random, randomNames.collections),
        pick(random, randomNames.keys),
      ];
      return async (side) =>
        side.document(collection, await side.store.getBy(collection, "key", key));
    }
    default:
      return randomFind(random, limit + 1);
  }
}

/** Stores may look at more or less of the log at once; what they find on the whole is the same. */
async function matchesUpTo(store: Store, type: string, from: number): Promise<unknown> {
  const found: unknown[] = [];
  const head = await store.head();
  for (let after = from; after < head;) {
    const { events, through } = await store.readLog({ after, limit: 3, types: [type] });
    found.push(...events.map(plainEvent));
    after = through;
  }
  return found;
}

function randomFind(random: Random, limit: number): Operation {
  const collection = pick(random, randomNames.collections);
  const [one, other] = [pick(random, randomNames.entries), pick(random, randomNames.entries)];
  const by: readonly Find["by"][] = [
    undefined,
    { index: "entry" },
    { index: "entry", equal: one },
    { index: "entry", from: one },
    { index: "entry", from: one, to: other },
  ];
  const range = by[Math.floor(random() * by.length)];
  const query = { collection, limit, ...(range && { by: range }) };
  return async (side) => {
    const { items, next } = await side.store.find(query);
    return [items.map((item) => side.document(collection, item)), next !== undefined];
  };
}

/** Reads everything there is. */
export async function everything(side: Side): Promise<unknown> {
  const { collections, keys, commits } = randomNames;
  const found: unknown[] = [(await readAll(side.store)).map(plainEvent)];
  for (const collection of collections) {
    for (const by of [{}, { by: { index: "entry" } }]) {
      const all = await findAll(side.store, { collection, limit: 4, ...by });
      found.push(all.map((item) => side.document(collection, item)));
    }
    for (const key of keys) {
      const holder = await side.store.getBy(collection, "key", key);
      found.push(side.document(collection, holder));
    }
  }
  for (const id of commits) {
    const receipt = await side.store.receipt(id);
    found.push([receipt?.position, receipt?.outcome, receipt?.events.map(plainEvent)]);
  }
  return found;
}
