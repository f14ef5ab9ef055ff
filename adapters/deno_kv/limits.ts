/** What one atomic operation of the database can take, and what of it is left to a commit. */

import { LimitExceeded } from "../../application/store/errors.ts";
import type { Limits } from "../../application/store/store.ts";
import type { Mutation } from "./group_state.ts";
import { headKey, keyName, type KeySpace } from "./keys.ts";
import { type HeadRecord, recordSize } from "./records.ts";

/** Most bytes of one value, serialised. */
export const MOST_VALUE = 65_536;
const MOST_MUTATIONS = 1_000;
/** Most bytes of all keys that are set. */
const MOST_KEYS = 81_920;
/** Most bytes of an operation: the keys checked, set twice and deleted, and the values. */
const MOST_BYTES = 819_200;

/**
 * What a commit may hold. Even with the longest names each of its items takes at most 660 bytes of
 * keys and 3 KiB beside its value, so that it fits as long as its documents have few keys.
 */
export const defaultLimits: Limits = {
  valueBytes: 60 * 1024,
  commitBytes: 344 * 1024,
  commitItems: 120,
};

interface Sizes {
  readonly mutations: number;
  readonly keys: number;
  readonly bytes: number;
}

const noSizes: Sizes = { mutations: 0, keys: 0, bytes: 0 };

/** The mutations of one atomic operation, which never grow beyond what it can take. */
export class Parcel {
  readonly #keys: KeySpace;
  readonly #mutations = new Map<string, Mutation>();
  #sizes = noSizes;

  constructor(keys: KeySpace) {
    this.#keys = keys;
  }

  get mutations(): readonly Mutation[] {
    return [...this.#mutations.values()];
  }

  /**
   * Takes the mutations of one commit; `false` when they only fit into another parcel.
   *
   * @throws {LimitExceeded} when they fit into none
   */
  take(mutations: readonly Mutation[], head: HeadRecord): boolean {
    const own = new Map(mutations.map((mutation) => [keyName(mutation.key), mutation]));
    const frame = addUp(this.#frame(head), [...own.values()].map((each) => this.#sizeOf(each)), 1);
    requireRoom(frame);
    const replaced = [...own.keys()].flatMap((name) => this.#mutations.get(name) ?? []);
    const sizes = addUp(
      addUp(this.#sizes, replaced.map((each) => this.#sizeOf(each)), -1),
      [...own.values()].map((each) => this.#sizeOf(each)),
      1,
    );
    if (excessOf(addUp(this.#frame(head), [sizes], 1)) !== undefined) return false;
    for (const [name, mutation] of own) this.#mutations.set(name, mutation);
    this.#sizes = sizes;
    return true;
  }

  /** The check of the head, and the new one. */
  #frame(head: HeadRecord): Sizes {
    return addUp(this.#sizeOf({ key: headKey, value: head }), [
      { ...noSizes, bytes: this.#keys.size(headKey) },
    ], 1);
  }

  /** @throws {LimitExceeded} when the value is too large */
  #sizeOf({ key, value }: Mutation): Sizes {
    const size = this.#keys.size(key);
    if (value === undefined) return { mutations: 1, keys: 0, bytes: size };
    const bytes = recordSize(value);
    if (bytes > MOST_VALUE) throw new LimitExceeded("valueBytes", MOST_VALUE, bytes);
    return { mutations: 1, keys: size, bytes: 2 * size + bytes };
  }
}

function requireRoom(sizes: Sizes): void {
  const excess = excessOf(sizes);
  if (excess !== undefined) throw excess;
}

function excessOf({ mutations, keys, bytes }: Sizes): LimitExceeded | undefined {
  if (mutations > MOST_MUTATIONS) {
    return new LimitExceeded("commitItems", MOST_MUTATIONS, mutations);
  }
  if (keys > MOST_KEYS) return new LimitExceeded("commitBytes", MOST_KEYS, keys);
  if (bytes > MOST_BYTES) return new LimitExceeded("commitBytes", MOST_BYTES, bytes);
  return undefined;
}

function addUp(start: Sizes, others: readonly Sizes[], sign: 1 | -1): Sizes {
  return others.reduce((sum, { mutations, keys, bytes }) => ({
    mutations: sum.mutations + sign * mutations,
    keys: sum.keys + sign * keys,
    bytes: sum.bytes + sign * bytes,
  }), start);
}
