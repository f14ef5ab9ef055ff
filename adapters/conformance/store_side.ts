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
  /** The version a stream must have, after all that was committed. */
  readonly streamVersion: (stream: string) => number;
  /** The version a document must have, after all that was committed; 0 when it was deleted. */
  readonly version: (collection: string, id: string) => number;
  /** A version that a document had before, or 0. */
  readonly oldVersion: (collection: string, id: string) => number;
  /** Says the result of a commit in words that are the same for every store. */
  readonly committed: (changes: Changes, result: Committed) => unknown;
  /** Says a document in words that are the same for every store. */
  readonly document: (collection: string, document: Document | undefined) => unknown;
}

/** Begins to follow the versions of a store. */
export function sideOf(store: Store): Side {
  const streams = new Map<string, number>();
  const current = new Map<string, number>();
  const histories = new Map<string, number[]>();

  function historyOf(collection: string, id: string): number[] {
    const history = histories.get(nameOf(collection, id)) ?? [];
    histories.set(nameOf(collection, id), history);
    return history;
  }

  function remember(changes: Changes, { streamVersions, documentVersions }: Committed): void {
    for (const [index, { stream }] of (changes.appends ?? []).entries()) {
      streams.set(stream, streamVersions[index] ?? -1);
    }
    for (const [index, { collection, id, value }] of (changes.puts ?? []).entries()) {
      const version = documentVersions[index] ?? -1;
      current.set(nameOf(collection, id), version);
      if (value === undefined) continue;
      const history = historyOf(collection, id);
      assert.ok(version > (history.at(-1) ?? 0), "Versions of a document only grow");
      history.push(version);
    }
  }

  return {
    store,
    streamVersion: (stream) => streams.get(stream) ?? 0,
    version: (collection, id) => current.get(nameOf(collection, id)) ?? 0,
    oldVersion: (collection, id) => historyOf(collection, id).at(-2) ?? 0,
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

function nameOf(collection: string, id: string): string {
  return JSON.stringify([collection, id]);
}

/** An event without what differs from store to store: a made id, the time. */
export function plainEvent(event: Recorded): unknown {
  const { id, recordedAt: _, ...rest } = event;
  return { ...rest, id: id.startsWith("given-") ? id : "made" };
}
