/** Changes that the cases of the Store kit are made of, and ways to read everything back. */

import assert from "node:assert/strict";
import type {
  Append,
  Document,
  Expectation,
  Find,
  Keys,
  NewEvent,
  Put,
  Recorded,
  Store,
} from "../../application/store/store.ts";
import type { Json } from "../../domain/kernel/json.ts";

/** An event that counts. */
export function counted(n: number, type = "Counted"): NewEvent {
  return { type, data: { n } };
}

/** An append of one counting event per number. */
export function append(stream: string, expect: Expectation, ...numbers: readonly number[]): Append {
  return { stream, expect, events: numbers.map((n) => counted(n)) };
}

/** Keys of a document to put. */
export interface PutKeys {
  readonly unique?: Keys;
  readonly index?: Keys;
}

/** A put into the collection `things`; `undefined` deletes. */
export function put(
  id: string,
  expect: Expectation,
  value: Json | undefined,
  keys: PutKeys = {},
): Put {
  return { collection: "things", id, expect, value, ...keys };
}

/** The numbers 1 to `count`, or from another start. */
export function numbers(count: number, from = 1): number[] {
  return Array.from({ length: count }, (_, index) => from + index);
}

/** Reads the whole log, in pages. */
export async function readAll(store: Store, limit = 100): Promise<Recorded[]> {
  const all: Recorded[] = [];
  for (;;) {
    const { events } = await store.readLog({ after: all.length, limit });
    all.push(...events);
    if (events.length === 0) return all;
    assert.ok(events.length <= limit, `A page has at most ${limit} events, got ${events.length}`);
    assert.deepEqual(
      all.map(({ position }) => position),
      numbers(all.length),
      "Positions of the log are 1, 2, 3, ...",
    );
  }
}

/** Finds everything that a query matches, page by page. */
export async function findAll(store: Store, query: Omit<Find, "after">): Promise<Document[]> {
  const all: Document[] = [];
  let after: string | undefined;
  do {
    const page = await store.find(after === undefined ? query : { ...query, after });
    assert.ok(page.items.length <= query.limit, "A page has at most `limit` items");
    assert.ok(page.items.length > 0 || page.next === undefined, "An empty page is the last");
    all.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return all;
}

/** Finds the ids of the collection `things`, all or by an index. */
export async function findIds(store: Store, by?: Find["by"], limit = 100): Promise<string[]> {
  const query = by === undefined ? { limit } : { limit, by };
  const found = await findAll(store, { collection: "things", ...query });
  return found.map(({ id }) => id);
}

/** Requires that a commit that failed left nothing: the log and these documents are as before. */
export async function unchanged(store: Store, attempt: () => Promise<void>): Promise<void> {
  const before = await everything(store);
  await attempt();
  assert.deepEqual(await everything(store), before, "A failed commit leaves nothing");
}

async function everything(store: Store): Promise<unknown> {
  return {
    head: await store.head(),
    log: await readAll(store),
    things: await findAll(store, { collection: "things", limit: 100 }),
  };
}
