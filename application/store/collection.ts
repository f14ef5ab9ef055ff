/** Collections: typed repositories over documents. */

import type { Json } from "../../domain/kernel/json.ts";
import { DomainError } from "../../domain/kernel/errors.ts";
import type { Document, Expectation, IndexRange, Keys, Page, Store } from "./store.ts";
import type { StagedPut, Transaction } from "./transaction.ts";
import { readAs, type Schema } from "./upcast.ts";

/** A value as it is stored: with the version of its document. */
export type Stored<Value> = Value & { readonly version: number };

/** A value as a commit left it: with the log's position too, for readers that must have seen it. */
export type Saved<Value> = Stored<Value> & { readonly position: number };

/** How values of one kind are stored. */
export interface CollectionOptions<Value> {
  readonly name: string;
  readonly id: (value: Value) => string;
  readonly schema: Schema<Value>;
  /** Writes a value in today's schema version. */
  readonly encode: (value: Value) => Json;
  readonly unique?: (value: Value) => Keys;
  readonly index?: (value: Value) => Keys;
}

/** Which page of a collection. */
export interface CollectionQuery {
  readonly by?: IndexRange;
  readonly limit: number;
  readonly after?: string | undefined;
}

/** A collection inside a unit of work: reads are checked by its commit, writes wait for it. */
export interface StagedCollection<Value> {
  readonly get: (id: string) => Promise<Stored<Value> | undefined>;
  readonly getBy: (key: string, value: string) => Promise<Stored<Value> | undefined>;
  /** Stages a value, over the version that was read, if it was. */
  readonly save: (value: Value, expect?: Expectation) => void;
  readonly remove: (id: string, expect?: Expectation) => void;
}

/** A collection by itself: every call is a commit or a read of its own. */
export interface StoredCollection<Value> {
  readonly get: (id: string) => Promise<Stored<Value> | undefined>;
  readonly getBy: (key: string, value: string) => Promise<Stored<Value> | undefined>;
  readonly find: (query: CollectionQuery) => Promise<Page<Stored<Value>>>;
  /** Stores a value over the version expected, and answers it with its new version. */
  readonly save: (value: Value, expect: Expectation) => Promise<Stored<Value>>;
  readonly remove: (id: string, expect: Expectation) => Promise<void>;
}

/** Values of one kind, in a unit of work or outside it. */
export interface Collection<Value> {
  readonly within: (tx: Transaction) => StagedCollection<Value>;
  readonly of: (store: Store) => StoredCollection<Value>;
}

/** A document was written by a newer version of the software than this one. */
export class DocumentFromTheFuture extends DomainError {
  override readonly code = "store/document-from-the-future";
  override readonly kind = "unavailable";
  readonly collection: string;
  readonly id: string;

  constructor(collection: string, id: string, version: number) {
    super(`Cannot read "${id}" of "${collection}": its schema version ${version} is not known yet`);
    this.collection = collection;
    this.id = id;
  }
}

/**
 * Describes values of one kind: their name, keys and shape.
 *
 * @example
 * ```ts
 * import { collection } from "@portico/core";
 *
 * type Lamp = { readonly room: string; readonly lit: boolean };
 *
 * const lamps = collection<Lamp>({
 *   name: "lamps",
 *   id: (lamp) => lamp.room,
 *   schema: { version: 1, parse: (data) => data as Lamp },
 *   encode: (lamp) => lamp,
 *   index: (lamp) => ({ lit: String(lamp.lit) }),
 * });
 * ```
 */
export function collection<Value>(options: CollectionOptions<Value>): Collection<Value> {
  const { name, schema } = options;

  function decode(document: Document | undefined): Stored<Value> | undefined {
    if (document === undefined) return undefined;
    const { id, version } = document;
    const { schemaVersion, data } = document.value as StoredShape;
    if (schemaVersion > schema.version) throw new DocumentFromTheFuture(name, id, schemaVersion);
    return { ...readAs(schema, schemaVersion, data), version };
  }

  function encode(value: Value): StagedPut {
    return {
      collection: name,
      id: options.id(value),
      value: { schemaVersion: schema.version, data: options.encode(value) } satisfies StoredShape,
      unique: options.unique?.(value) ?? {},
      index: options.index?.(value) ?? {},
    };
  }

  return {
    within: (tx) => ({
      get: async (id) => decode(await tx.get(name, id)),
      getBy: async (key, value) => decode(await tx.getBy(name, key, value)),
      save: (value, expect) => tx.put({ ...encode(value), expect }),
      remove: (id, expect) => tx.put({ collection: name, id, value: undefined, expect }),
    }),
    of: (store) => ({
      get: async (id) => decode(await store.get(name, id)),
      getBy: async (key, value) => decode(await store.getBy(name, key, value)),
      find: async (query) => {
        const { items, next } = await store.find({ ...query, collection: name });
        return { items: items.map((item) => decode(item) as Stored<Value>), next };
      },
      save: async (value, expect) => {
        const { documentVersions } = await store.commit({ puts: [{ ...encode(value), expect }] });
        return { ...value, version: documentVersions[0] ?? 0 };
      },
      remove: async (id, expect) => {
        await store.commit({ puts: [{ collection: name, id, value: undefined, expect }] });
      },
    }),
  };
}

type StoredShape = { readonly schemaVersion: number; readonly data: Json };
