/** A store with one deliberate fault, and the case of the kit that must catch it. */

import type { Append, Changes, Put, Store } from "../../../application/store/store.ts";
import { memoryStore } from "../../memory/mod.ts";
import { randomIds, systemClock } from "../../system/mod.ts";

/** A fault to be caught. */
export interface BrokenStore {
  /** What is wrong, in words. */
  readonly fault: string;
  /** How the name of the case that catches it begins. */
  readonly caughtBy: string;
  /** The code of the refusal that gives it away; without it, an assertion. */
  readonly refusing?: string;
  /** Begins a place of its own, and gives what opens a store there. */
  readonly place: () => () => Store;
}

/** Makes a sound store. */
export function soundStore(): Store {
  return memoryStore({ clock: systemClock(), newId: randomIds() });
}

/** A fault that is put around a sound store. */
export function broken(
  fault: string,
  caughtBy: string,
  wrap: (sound: Store) => Partial<Store>,
): BrokenStore {
  return {
    fault,
    caughtBy,
    place: () => {
      const sound = soundStore();
      const store = { ...sound, ...wrap(sound) };
      return () => store;
    },
  };
}

/** A fault that shows by refusing what must pass. */
export function refusing(code: string, fault: BrokenStore): BrokenStore {
  return { ...fault, refusing: `store/${code}` };
}

/** A fault that bends changes on their way to a sound store. */
export function bending(
  fault: string,
  caughtBy: string,
  bend: (changes: Changes) => Changes,
): BrokenStore {
  return broken(fault, caughtBy, (sound) => ({ commit: (changes) => sound.commit(bend(changes)) }));
}

/** Changes every value that is stored, at any depth. */
export function bendingValues(
  fault: string,
  caughtBy: string,
  bend: (value: unknown) => unknown,
): BrokenStore {
  return bending(fault, caughtBy, (changes) => ({
    ...changes,
    ...(changes.appends && {
      appends: changes.appends.map((append) => ({
        ...append,
        events: append.events.map((event) => ({ ...event, data: deeply(event.data, bend) })),
      })),
    }),
    ...(changes.puts && {
      puts: changes.puts.map((put) =>
        put.value === undefined ? put : { ...put, value: deeply(put.value, bend) }
      ),
    }),
  }));
}

// What comes out is as much JSON as what went in, but for the fault.
function deeply<Value>(value: Value, bend: (value: unknown) => unknown): Value {
  const bent = bend(value);
  if (Array.isArray(bent)) return bent.map((item) => deeply(item, bend)) as Value;
  if (typeof bent !== "object" || bent === null) return bent as Value;
  const prototype: unknown = Object.getPrototypeOf(bent);
  if (prototype !== Object.prototype && prototype !== null) return bent as Value;
  return Object.fromEntries(
    Object.entries(bent).map(([key, item]) => [key, deeply(item, bend)]),
  ) as Value;
}

/** Changes or drops every append. */
export function mapAppends(
  changes: Changes,
  map: (append: Append) => Append | undefined,
): Changes {
  return { ...changes, appends: (changes.appends ?? []).flatMap((append) => map(append) ?? []) };
}

/** Changes or drops every put. */
export function mapPuts(changes: Changes, map: (put: Put) => Put | undefined): Changes {
  return { ...changes, puts: (changes.puts ?? []).flatMap((put) => map(put) ?? []) };
}

/** The expectations of changes, without what they write. */
export function checksOf({ appends = [], puts = [] }: Changes): Changes {
  return {
    appends: appends.map((append) => ({ ...append, events: [] })),
    checks: puts.map(({ collection, id, expect }) => ({ collection, id, expect })),
  };
}

/** One text for a document. */
export function nameOf(
  { collection, id }: { readonly collection: string; readonly id: string },
): string {
  return JSON.stringify([collection, id]);
}
