/** One of two stores that are compared: its document versions, so that they compare by order alone. */

import assert from "node:assert/strict";
import type {
  Changes,
  Committed,
  Document,
  Recorded,
  Store,
} from "../../application/store/store.ts";

/** A store, and every version that each of its documents ever had. */
export interface Side {
  readonly store: Store;
  /** The version a document had some puts ago; 0 is the one it has, or had last. */
  readonly version: (collection: string, id: string, ago: number) => number;
  /** Says the result of a commit in words that are the same for every store. */
  readonly committed: (changes: Changes, result: Committed) => unknown;
  /** Says a document in words that are the same for every store. */
  readonly document: (collection: string, document: Document | undefined) => unknown;
}

/** Begins to follow the versions of a store. */
export function sideOf(store: Store): Side {
  const histories = new Map<string, number[]>();

  function historyOf(collection: string, id: string): number[] {
    const name = JSON.stringify([collection, id]);
    const history = histories.get(name) ?? [];
    histories.set(name, history);
    return history;
  }

  function remember(changes: Changes, { documentVersions }: Committed): void {
    for (const [index, { collection, id, value }] of (changes.puts ?? []).entries()) {
      const version = documentVersions[index] ?? -1;
      if (value === undefined) continue;
      const history = historyOf(collection, id);
      assert.ok(version > (history.at(-1) ?? 0), "Versions of a document only grow");
      history.push(version);
    }
  }

  return {
    store,
    version: (collection, id, ago) => historyOf(collection, id).at(-1 - ago) ?? 0,
    committed: (changes, result) => {
      if (!result.repeated) remember(changes, result);
      const { documentVersions, events, ...rest } = result;
      return {
        ...rest,
        recordedAt: undefined,
        events: events.map(plainEvent),
        versions: (changes.puts ?? []).map(({ collection, id }, index) =>
          historyOf(collection, id).indexOf(documentVersions[index] ?? -1)
        ),
        deleted: documentVersions.map((version) => version === 0),
      };
    },
    document: (collection, document) =>
      document && {
        id: document.id,
        value: document.value,
        version: historyOf(collection, document.id).indexOf(document.version),
      },
  };
}

/** An event without what differs from store to store: a made id, the time. */
export function plainEvent(event: Recorded): unknown {
  const { id, recordedAt: _, ...rest } = event;
  return { ...rest, id: id.startsWith("given-") ? id : "made" };
}
