/** The Store port in memory: first-class, for tests, demos and state that may die with the process. */

import type { Clock, NewId } from "../../application/ports.ts";
import { contentOf, encodeChanges, isNothing } from "../../application/store/encoded_changes.ts";
import { CommitIdReused, StoreClosed } from "../../application/store/errors.ts";
import { toIsoTime } from "../../application/store/iso_time.ts";
import { judge } from "../../application/store/judge.ts";
import { fromJsonText } from "../../application/store/json_text.ts";
import { requireRead } from "../../application/store/reads.ts";
import type {
  Changes,
  Committed,
  Limits,
  Receipt,
  Recorded,
  Store,
} from "../../application/store/store.ts";
import { wakeUps } from "../../application/store/wake_ups.ts";
import { findDocuments } from "./find.ts";
import { type ReceiptRow, Tables, toDocument, toRecorded } from "./tables.ts";

/** What a memory store stands on. */
export interface MemoryStorePorts {
  readonly clock: Pick<Clock, "now">;
  readonly newId: NewId;
}

/** How a memory store differs from the usual one. */
export interface MemoryStoreOptions {
  /** How long receipts are kept, in milliseconds; 7 days unless told. */
  readonly keepReceipts?: number;
  readonly limits?: Partial<Limits>;
}

/**
 * Makes an empty store. It is durable for as long as the process lives.
 *
 * @example
 * ```ts
 * import { memoryStore } from "@portico/core/memory";
 * import { randomIds, systemClock } from "@portico/core/system";
 *
 * await using store = memoryStore({ clock: systemClock(), newId: randomIds() });
 * await store.commit({
 *   appends: [{ stream: "lamp-1", expect: "none", events: [{ type: "LampLit", data: {} }] }],
 * });
 * ```
 */
export function memoryStore(ports: MemoryStorePorts, options: MemoryStoreOptions = {}): Store {
  const keepReceipts = options.keepReceipts ?? 7 * 24 * 60 * 60 * 1000;
  const limits = { ...defaultLimits, ...options.limits };
  const tables = new Tables();
  const waiting = wakeUps();
  let lastAt = 0;
  let closed = false;

  /** Looks things up as of now; a closed store answers nothing. */
  function open(): Tables {
    if (closed) throw new StoreClosed();
    return tables;
  }

  function commit(changes: Changes): Committed {
    open();
    const encoded = encodeChanges(changes, limits);
    if (isNothing(encoded)) return tables.apply(encoded, [], "", ports.newId);
    const content = encoded.id === undefined ? "" : contentOf(encoded);
    const earlier = encoded.id === undefined ? undefined : findReceipt(encoded.id);
    if (earlier !== undefined) {
      if (earlier.content !== content) throw new CommitIdReused(earlier.id);
      return toReceipt(earlier, tables.log);
    }
    const versions = judge(encoded, tables);
    lastAt = Math.max(lastAt, ports.clock.now());
    const before = tables.log.length;
    const recordedAt = toIsoTime(lastAt);
    const committed = tables.apply(encoded, versions, recordedAt, ports.newId);
    if (encoded.id !== undefined) {
      const { position, events, streamVersions, documentVersions } = committed;
      tables.receipts.set(encoded.id, {
        id: encoded.id,
        content,
        at: lastAt,
        recordedAt,
        firstEvent: before,
        events: events.length,
        // Copies: the answer is the caller's to change.
        result: {
          position,
          streamVersions: [...streamVersions],
          documentVersions: [...documentVersions],
        },
        outcome: encoded.outcome,
      });
    }
    if (tables.log.length > before) waiting.wake();
    return committed;
  }

  /** Sweeps first: receipts stand in the order of their making, so the old ones are at the front. */
  function findReceipt(id: string): ReceiptRow | undefined {
    const oldest = ports.clock.now() - keepReceipts;
    for (const [id, { at }] of tables.receipts) {
      if (at >= oldest) break;
      tables.receipts.delete(id);
    }
    return tables.receipts.get(id);
  }

  function receipt(id: string): Receipt | undefined {
    open();
    const row = findReceipt(id);
    return row === undefined ? undefined : toReceipt(row, tables.log);
  }

  // Every function is async so that whatever it throws is a rejection; none waits before it acts.
  // deno-lint-ignore require-await
  const answer = async <Result>(result: () => Result): Promise<Result> => result();

  return {
    limits,
    commit: (changes) => answer(() => commit(changes)),
    receipt: (id) => answer(() => receipt(id)),
    readStream: (stream, range = {}) =>
      answer(() => {
        const { after, limit } = requireRead(range);
        const rows = open().streams.get(stream) ?? [];
        return rows.slice(after, after + limit).map(toRecorded);
      }),
    readLog: (range) =>
      answer(() => {
        const { after, limit } = requireRead(range);
        const { log } = open();
        if (range.types === undefined) {
          const rows = log.slice(after, after + limit);
          return { events: rows.map(toRecorded), through: after + rows.length };
        }
        const types = new Set(range.types);
        const events: Recorded[] = [];
        let through = Math.min(after, log.length);
        while (through < log.length && events.length < limit) {
          const row = log[through++];
          if (row !== undefined && types.has(row.type)) events.push(toRecorded(row));
        }
        return { events, through: Math.max(through, after) };
      }),
    head: () => answer(() => open().log.length),
    get: (collection, id) =>
      answer(() => {
        const row = open().document(collection, id);
        return row && toDocument(row);
      }),
    getBy: (collection, key, value) =>
      answer(() => {
        const holder = open().holder(collection, key, value);
        const row = holder && tables.document(collection, holder.id);
        return row && toDocument(row);
      }),
    find: (query) => answer(() => findDocuments(open().documents.get(query.collection), query)),
    changed: async (after, signal) => {
      while (open().log.length <= after && !signal.aborted) await waiting.wait(signal);
    },
    [Symbol.asyncDispose]: () =>
      answer(() => {
        closed = true;
        waiting.close(new StoreClosed());
      }),
  };
}

const defaultLimits: Limits = {
  valueBytes: 16 * 1024 * 1024,
  commitBytes: 64 * 1024 * 1024,
  commitItems: 10_000,
};

function toReceipt(row: ReceiptRow, log: Tables["log"]): Receipt {
  const { id, recordedAt, firstEvent, events, result, outcome } = row;
  return {
    id,
    recordedAt,
    position: result.position,
    streamVersions: [...result.streamVersions],
    documentVersions: [...result.documentVersions],
    events: log.slice(firstEvent, firstEvent + events).map(toRecorded),
    repeated: true,
    ...(outcome === undefined ? {} : { outcome: fromJsonText(outcome) }),
  };
}
