/** The part of `Deno.Kv` the store stands on; nothing here needs Deno to load. */

/** A part of a key. */
export type DenoKvKeyPart = Uint8Array | string | number | bigint | boolean | symbol;

/** A key: parts in order. */
export type DenoKvKey = readonly DenoKvKeyPart[];

/** What stands at a key; the versionstamp is `null` when nothing does. */
export interface DenoKvEntry {
  readonly key: DenoKvKey;
  readonly value: unknown;
  readonly versionstamp: string | null;
}

/** A supposition of an atomic operation: the key is still at the versionstamp. */
export interface DenoKvCheck {
  readonly key: DenoKvKeyPart[];
  readonly versionstamp: string | null;
}

/** Mutations that take place together, or not at all when a check fails. */
export interface DenoKvAtomic {
  readonly check: (check: DenoKvCheck) => DenoKvAtomic;
  readonly set: (
    key: DenoKvKeyPart[],
    value: unknown,
    options?: { readonly expireIn?: number },
  ) => DenoKvAtomic;
  readonly delete: (key: DenoKvKeyPart[]) => DenoKvAtomic;
  readonly commit: () => Promise<{ readonly ok: boolean }>;
}

/** A key-value database, as `Deno.openKv` opens it. */
export interface DenoKv {
  readonly get: (key: DenoKvKeyPart[]) => Promise<DenoKvEntry>;
  /** Takes at most ten keys, and answers as of one moment. */
  readonly getMany: (keys: DenoKvKeyPart[][]) => Promise<readonly DenoKvEntry[]>;
  readonly list: (
    range: { readonly start: DenoKvKeyPart[]; readonly end: DenoKvKeyPart[] },
    options: { readonly limit: number; readonly batchSize: number },
  ) => AsyncIterable<DenoKvEntry>;
  readonly atomic: () => DenoKvAtomic;
  /** Gives the entries now, and again after each change. */
  readonly watch: (keys: DenoKvKeyPart[][]) => ReadableStream<readonly DenoKvEntry[]>;
}
