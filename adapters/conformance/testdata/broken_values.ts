/** Stores that bend values and names. */

import type { Changes, Document, Store } from "../../../application/store/store.ts";
import {
  bending,
  bendingValues,
  broken,
  type BrokenStore,
  mapPuts,
  refusing,
} from "./broken_store.ts";

export const brokenValues: readonly BrokenStore[] = [
  broken("two share what was read", "store 18: what is returned", sharesReads),
  refusing(
    "invalid-changes",
    broken("what was given is read later", "store 18: what is given", readsLater),
  ),
  refusing(
    "version-conflict",
    bending("names are one in upper and lower case", "store 21: every name", lowerCase),
  ),
  refusing("version-conflict", bending("names are normalised", "store 21: every name", normalises)),
  bendingValues("U+0000 ends a text", "store 19: JSON round-trips", cutsAtZero),
  bendingValues("lone surrogates are replaced", "store 19: every UTF-16 unit", wellForms),
  bendingValues("numbers have fifteen digits", "store 19: numbers", fifteenDigits),
  bendingValues("undefined and NaN are bent", "store 20: what JSON cannot hold", bends),
  bendingValues("Date becomes text", "store 20: what JSON cannot hold", datesToText),
  broken("`__proto__` is no key", "store 19: JSON round-trips", losesProto),
  bending("metadata is lost", "store 28: metadata survives", losesMetadata),
  broken("a limit is an untyped error", "store 19: over a limit", untypedLimit),
];

function sharesReads(sound: Store): Partial<Store> {
  const cache = new Map<number, Document>();
  return {
    get: async (collection, id) => {
      const found = await sound.get(collection, id);
      if (found && !cache.has(found.version)) cache.set(found.version, found);
      return found && cache.get(found.version);
    },
  };
}

function readsLater(sound: Store): Partial<Store> {
  return { commit: (changes) => Promise.resolve().then(() => sound.commit(changes)) };
}

function lowerCase(changes: Changes): Changes {
  return mapPuts(changes, (put) => ({ ...put, id: put.id.toLowerCase() }));
}

function normalises(changes: Changes): Changes {
  return mapPuts(changes, (put) => ({ ...put, id: put.id.normalize("NFC") }));
}

function cutsAtZero(value: unknown): unknown {
  return typeof value === "string" ? value.split("\0", 1)[0] : value;
}

function wellForms(value: unknown): unknown {
  return typeof value === "string" ? value.toWellFormed() : value;
}

function fifteenDigits(value: unknown): unknown {
  const rounded = typeof value === "number" ? Number(value.toPrecision(15)) : value;
  return rounded === Infinity ? value : rounded;
}

function bends(value: unknown): unknown {
  return value === undefined || Number.isNaN(value) ? null : value;
}

function datesToText(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : value;
}

function losesProto(sound: Store): Partial<Store> {
  const without = (document: Document | undefined): Document | undefined =>
    document && {
      ...document,
      value: JSON.parse(JSON.stringify(document.value), function (this: object, key, item) {
        return key === "__proto__" ? undefined : item;
      }),
    };
  return { get: async (collection, id) => without(await sound.get(collection, id)) };
}

function losesMetadata(changes: Changes): Changes {
  return {
    ...changes,
    appends: (changes.appends ?? []).map((append) => ({
      ...append,
      events: append.events.map(({ metadata: _, ...event }) => event),
    })),
  };
}

function untypedLimit(sound: Store): Partial<Store> {
  return {
    commit: (changes) =>
      sound.commit(changes).catch((error: unknown) => {
        throw String(error).includes("at most") ? new Error("Value too large") : error;
      }),
  };
}
