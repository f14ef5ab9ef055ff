/** Stores whose documents are not what was put. */

import type { Changes, Document, Store } from "../../../application/store/store.ts";
import { bending, broken, type BrokenStore, mapPuts, nameOf } from "./broken_store.ts";

export const brokenDocuments: readonly BrokenStore[] = [
  broken("a version is used again after delete", "store 17: versions grow", reusesVersions),
  bending("a deletion leaves null", "store 17: a deletion", deletesToNull),
  bending("a deletion is refused nothing", "store 17: expectations of puts", deletesAnyway),
];

/** Versions count the puts of a document since it was made, as rows do with a version column. */
function reusesVersions(sound: Store): Partial<Store> {
  const counts = new Map<string, number>();
  const recount = (document: Document | undefined) =>
    document &&
    { ...document, version: counts.get(nameOf({ collection: "things", ...document })) ?? 0 };
  return {
    commit: async (changes) => {
      const committed = await sound.commit(mapPuts(changes, (put) => ({ ...put, expect: "any" })));
      const documentVersions = (changes.puts ?? []).map((put) => {
        const version = put.value === undefined ? 0 : (counts.get(nameOf(put)) ?? 0) + 1;
        counts.set(nameOf(put), version);
        return version;
      });
      return { ...committed, documentVersions };
    },
    get: async (collection, id) => recount(await sound.get(collection, id)),
  };
}

function deletesToNull(changes: Changes): Changes {
  return mapPuts(changes, (put) => put.value === undefined ? { ...put, value: null } : put);
}

function deletesAnyway(changes: Changes): Changes {
  return mapPuts(changes, (put) => put.value === undefined ? { ...put, expect: "any" } : put);
}
