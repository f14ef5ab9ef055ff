/** Random changes over few names, so that they meet often. */

import type { Random } from "../../application/ports.ts";
import type {
  Append,
  Changes,
  Check,
  Expectation,
  NewEvent,
  Put,
} from "../../application/store/store.ts";

/** An expectation before the version it means is known: the current one, an old or a future one. */
export type Supposition = "none" | "some" | "any" | "current" | "old" | "future";

/** What a supposition means of a subject on one store. */
export interface Suppositions {
  readonly stream: (stream: string, supposed: Supposition) => Expectation;
  readonly document: (collection: string, id: string, supposed: Supposition) => Expectation;
}

/** Names that random operations are about. */
export const randomNames = {
  streams: ["s1", "s2", "s3", "s4"],
  types: ["A", "B", "C"],
  collections: ["red", "blue"],
  ids: ["d1", "d2", "d3", "d4", "d5", "d6"],
  keys: ["k1", "k2", "k3", "k4", "k5", "k6", "k7", "k8"],
  entries: ["a", "b", "b!", "c", "é", "\uffff", "😀"],
  commits: Array.from({ length: 30 }, (_, n) => `c${n}`),
} as const;

/** Picks one of a list. */
export function pick<Item>(
  random: Random,
  items: readonly [Item, ...Item[]] | readonly Item[],
): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error("Cannot pick from an empty list");
  return item;
}

/** Makes changes whose expectations each store fills in with its own versions. */
export function randomChanges(random: Random): (suppositions: Suppositions) => Changes {
  const { streams, collections, ids, commits } = randomNames;
  const appends = some(random, streams, 2).map((stream) => randomAppend(random, stream));
  const documents = some(random, ids, 3).map((id) => ({
    collection: pick(random, collections),
    id,
  }));
  const checked = documents.splice(random() < 0.2 ? 1 : 3);
  const puts = documents.map((subject) => randomPut(random, subject));
  const checks = checked.map((subject) => ({ ...subject, supposed: randomSupposition(random) }));
  const rest = {
    ...(random() < 0.3 ? { id: pick(random, commits) } : {}),
    ...(random() < 0.2 ? { outcome: Math.floor(random() * 5) } : {}),
  };
  return (means) => ({
    ...rest,
    appends: appends.map((make) => make(means)),
    puts: puts.map((make) => make(means)),
    checks: checks.map(({ collection, id, supposed }): Check => {
      const expect = means.document(collection, id, supposed);
      return { collection, id, expect };
    }),
  });
}

type Make<Part> = (means: Suppositions) => Part;

function randomAppend(random: Random, stream: string): Make<Append> {
  const supposed = randomSupposition(random);
  const count = Math.floor(random() * 4);
  const events = Array.from({ length: count }, () => randomEvent(random));
  return (means) => ({ stream, expect: means.stream(stream, supposed), events });
}

function randomEvent(random: Random): NewEvent {
  const event = { type: pick(random, randomNames.types), data: { r: random() } };
  return random() < 0.3 ? { ...event, id: `given-${random()}`, metadata: { actor: "x" } } : event;
}

function randomPut(
  random: Random,
  { collection, id }: { readonly collection: string; readonly id: string },
): Make<Put> {
  const supposed = randomSupposition(random);
  const { keys, entries } = randomNames;
  const put = random() < 0.2 ? { value: undefined } : {
    value: [random(), id],
    ...(random() < 0.4 ? { unique: { key: pick(random, keys) } } : {}),
    ...(random() < 0.7 ? { index: { entry: pick(random, entries) } } : {}),
  };
  return (means) => ({
    collection,
    id,
    expect: means.document(collection, id, supposed),
    ...put,
  });
}

/** Mostly suppositions that hold, or else nothing would ever be stored. */
function randomSupposition(random: Random): Supposition {
  if (random() < 0.88) return pick(random, ["any", "current"]);
  return pick(random, ["none", "some", "old", "future"]);
}

function some(random: Random, items: readonly string[], most: number): string[] {
  const count = Math.floor(random() * (most + 1));
  const rest = [...items];
  return Array.from({ length: count }, () => rest.splice(Math.floor(random() * rest.length), 1))
    .flat();
}
