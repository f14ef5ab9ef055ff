/** Stores whose unique keys and indexes do not hold. */

import { InvalidCursor, UniqueViolation } from "../../../application/store/errors.ts";
import type { Document, Find, Page, Put, Store } from "../../../application/store/store.ts";
import { broken, type BrokenStore, mapPuts, nameOf, refusing } from "./broken_store.ts";

export const brokenKeys: readonly BrokenStore[] = [
  broken("a key is judged before the lock", "store 15: one unique key in fifty", keyBeforeLock),
  refusing(
    "unique-violation",
    broken("a deleted document keeps its key", "store 15: a key is free again", keepsKeys),
  ),
  refusing(
    "unique-violation",
    broken("keys cannot be swapped", "store 15: two documents swap", refusesSwaps),
  ),
  broken("index entries stay", "store 16: a put replaces all index", keepsEntries()),
  broken("a cursor is an offset", "store 16: a cursor is stable", offsetCursor),
  broken("a page skips what follows its cursor", "store 16: every page size", skipsOne),
  broken("any cursor will do", "store 16: a cursor of another shape", takesAnyCursor),
  broken("the order is that of UTF-16", "store 21: index and ids", utf16Order),
];

/** The holder is looked up first; the write itself enforces nothing. */
function keyBeforeLock(sound: Store): Partial<Store> {
  const holders = new Map<string, string>();
  const keysOf = ({ collection, unique = {} }: Put) =>
    Object.entries(unique).map(([key, value]) => ({ collection, key, value }));
  return {
    commit: async (changes) => {
      for (const put of changes.puts ?? []) {
        for (const { collection, key, value } of keysOf(put)) {
          const holder = holders.get(JSON.stringify({ collection, key, value })) ?? put.id;
          if (holder !== put.id) throw new UniqueViolation(collection, key, value);
        }
      }
      await Promise.resolve();
      const committed = await sound.commit(mapPuts(changes, ({ unique: _, ...put }) => put));
      for (const put of changes.puts ?? []) {
        for (const key of keysOf(put)) holders.set(JSON.stringify(key), put.id);
      }
      return committed;
    },
    getBy: (collection, key, value) =>
      sound.get(collection, holders.get(JSON.stringify({ collection, key, value })) ?? ""),
  };
}

function keepsKeys(sound: Store): Partial<Store> {
  const first = new Map<string, string>();
  return {
    commit: async (changes) => {
      for (const { collection, id, unique = {} } of changes.puts ?? []) {
        for (const [key, value] of Object.entries(unique)) {
          const name = JSON.stringify([collection, key, value]);
          if ((first.get(name) ?? id) !== id) throw new UniqueViolation(collection, key, value);
          first.set(name, id);
        }
      }
      return await sound.commit(changes);
    },
  };
}

/** Puts are judged one by one, against what is stored. */
function refusesSwaps(sound: Store): Partial<Store> {
  return {
    commit: async (changes) => {
      for (const { collection, id, unique = {} } of changes.puts ?? []) {
        for (const [key, value] of Object.entries(unique)) {
          const holder = await sound.getBy(collection, key, value);
          if (holder && holder.id !== id) throw new UniqueViolation(collection, key, value);
        }
      }
      return await sound.commit(changes);
    },
  };
}

function keepsEntries(): (sound: Store) => Partial<Store> {
  return (sound) => {
    const entries = new Map<string, Put["index"]>();
    return {
      commit: (changes) =>
        sound.commit(mapPuts(changes, (put) => {
          const index = put.value === undefined
            ? {}
            : { ...entries.get(nameOf(put)), ...put.index };
          entries.set(nameOf(put), index);
          return { ...put, index };
        })),
    };
  };
}

function utf16Order(sound: Store): Partial<Store> {
  const byUnits = (items: readonly Document[]) => items.toSorted((a, b) => a.id < b.id ? -1 : 1);
  return { find: (query) => pageAt(sound, query, byUnits) };
}

function offsetCursor(sound: Store): Partial<Store> {
  return { find: (query) => pageAt(sound, query) };
}

function skipsOne(sound: Store): Partial<Store> {
  return {
    find: async (query) => {
      const { items, next } = await sound.find(query);
      return { items: query.after === undefined ? items : items.slice(1), next };
    },
  };
}

function takesAnyCursor(sound: Store): Partial<Store> {
  return {
    find: (query) =>
      sound.find(query).catch((error: unknown) => {
        if (!(error instanceof InvalidCursor)) throw error;
        return { items: [], next: undefined };
      }),
  };
}

/** All that a query matches, cut at an offset which the cursor tells. */
async function pageAt(sound: Store, query: Find, order = keep): Promise<Page<Document>> {
  const { after, limit, ...whole } = query;
  if (after !== undefined && !/^o\d+$/.test(after)) throw new InvalidCursor();
  const offset = Number(after?.slice(1) ?? 0);
  const { items } = await sound.find({ ...whole, limit: Math.max(limit, 100_000) });
  const next = offset + limit < items.length ? `o${offset + limit}` : undefined;
  return { items: order(items).slice(offset, offset + limit), next };
}

function keep(items: readonly Document[]): readonly Document[] {
  return items;
}
