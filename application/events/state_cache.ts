/** States of streams kept in memory, so that a command need not read what it is decided on. */

import type { StreamState } from "./stream_state.ts";

/** How many states to keep. */
export interface StateCacheOptions {
  /** At least 1; beyond it, what was not decided on for longest is forgotten. */
  readonly size: number;
}

/**
 * States by stream. They are frozen, and never believed unseen: a commit expects the version that it
 * was decided on, and a refusal is checked against the stream first.
 */
export interface StateCache<State> {
  readonly get: (stream: string) => StreamState<State> | undefined;
  /** Keeps a state, unless a later one is known. States are plain data. */
  readonly set: (stream: string, state: StreamState<State>) => void;
  readonly delete: (stream: string) => void;
}

/**
 * Makes an empty cache, to be given to every {@linkcode handle} of streams of one kind in one store.
 *
 * @example
 * ```ts
 * import { stateCache } from "@portico/core";
 *
 * const cache = stateCache<number>({ size: 1000 });
 * cache.set("counter-1", { state: 7, version: 3, eventId: "e3" });
 * cache.get("counter-1")?.state; // 7
 * ```
 */
export function stateCache<State>({ size }: StateCacheOptions): StateCache<State> {
  /** In the order in which they were last set, which is what every command ends with. */
  const kept = new Map<string, StreamState<State>>();

  function forgetOldest(): void {
    for (const oldest of kept.keys()) {
      if (kept.size <= size) return;
      kept.delete(oldest);
    }
  }

  return {
    get: (stream) => kept.get(stream),
    set: (stream, entry) => {
      if ((kept.get(stream)?.version ?? 0) > entry.version) return;
      kept.delete(stream);
      kept.set(stream, Object.freeze({ ...entry, state: deepFreeze(entry.state) }));
      if (kept.size > size) forgetOldest();
    },
    delete: (stream) => void kept.delete(stream),
  };
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null || deeplyFrozen.has(value)) return value;
  Object.values(value).forEach(deepFreeze);
  deeplyFrozen.add(value);
  return Object.freeze(value);
}

/** What was frozen here with all that is in it: parts that states share are gone through once. */
const deeplyFrozen = new WeakSet<object>();
