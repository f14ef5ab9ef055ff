/** A database whose functions a test replaces. */

import type { DenoKv, DenoKvAtomic } from "../mod.ts";

/** What happens to an operation before or after its commit. */
export type Around = (commit: () => Promise<{ readonly ok: boolean }>) => Promise<
  { readonly ok: boolean }
>;

/** Replaces functions of a database. */
export function replaced(kv: DenoKv, others: Partial<DenoKv>): DenoKv {
  return {
    get: (key) => kv.get(key),
    getMany: (keys) => kv.getMany(keys),
    list: (range, options) => kv.list(range, options),
    atomic: () => kv.atomic(),
    watch: (keys) => kv.watch(keys),
    ...others,
  };
}

/** Stands between the store and the commits of a database. */
export function committing(kv: DenoKv, around: Around): DenoKv {
  return replaced(kv, { atomic: () => wrapped(kv.atomic(), around) });
}

function wrapped(operation: DenoKvAtomic, around: Around): DenoKvAtomic {
  return {
    check: (check) => wrapped(operation.check(check), around),
    set: (key, value, options) => wrapped(operation.set(key, value, options), around),
    delete: (key) => wrapped(operation.delete(key), around),
    commit: () => around(() => operation.commit()),
  };
}
