/** The functions of the port, over a connection that is open. */

import { contentOf, encodeChanges, isNothing } from "../../application/store/encoded_changes.ts";
import { StoreClosed } from "../../application/store/errors.ts";
import { nothingCommitted } from "../../application/store/nothing_committed.ts";
import { requireRead } from "../../application/store/reads.ts";
import type { Changes, Committed, Limits, Recorded, Store } from "../../application/store/store.ts";
import { wakeUps } from "../../application/store/wake_ups.ts";
import { findDocuments } from "./find.ts";
import type { Connection } from "./open.ts";
import { nextTurn, type PatiencePorts, patiently } from "./patience.ts";
import {
  readDocument,
  readDocumentByKey,
  readHead,
  readLog,
  readReceipt,
  readStream,
  searchLog,
} from "./reader.ts";
import { readDataVersion, StoredState } from "./stored_state.ts";
import { watch } from "./watch.ts";
import type { Desk } from "./write_commit.ts";
import { Writer } from "./writer.ts";

/** How the store behaves, with everything filled in. */
export interface StoreSettings {
  readonly groupSize: number;
  readonly busyTimeout: number;
  readonly pollInterval: number;
  readonly keepReceipts: number;
  readonly limits: Limits;
}

/** Events that are read in one turn of the event loop. */
const CHUNK = 1000;

/** Makes the store. */
export function connectedStore(
  { statements, close }: Connection,
  ports: PatiencePorts & Pick<Desk, "newId">,
  { groupSize, busyTimeout, pollInterval, keepReceipts, limits }: StoreSettings,
): Store {
  const { clock, newId } = ports;
  const now = () => Math.floor(clock.now());
  const waiting = wakeUps();
  const state = new StoredState(statements);
  const writer = new Writer(ports, { statements, state, newId, now, keepReceipts }, {
    groupSize,
    busyTimeout,
    onAppend: waiting.wake,
  });
  let closed: Promise<void> | undefined;

  function requireOpen(): void {
    if (closed) throw new StoreClosed();
  }

  function read<Result>(work: () => Result): Promise<Result> {
    return patiently(ports, busyTimeout, "read", () => {
      requireOpen();
      return work();
    });
  }

  function commit(changes: Changes): Promise<Committed> {
    requireOpen();
    const encoded = encodeChanges(changes, limits);
    if (isNothing(encoded)) {
      return read(() => nothingCommitted(readHead(statements), encoded.outcome));
    }
    const fingerprint = encoded.id === undefined ? "" : sha256(contentOf(encoded));
    return writer.commit({ changes: encoded, fingerprint });
  }

  /** Reads many events in several turns of the event loop; what is committed never changes. */
  async function readMany(limit: number, next: NextEvents): Promise<readonly Recorded[]> {
    const events: Recorded[] = [];
    for (;;) {
      const size = Math.min(limit - events.length, CHUNK);
      const chunk = await read(() => next(size, events.at(-1)));
      events.push(...chunk);
      if (chunk.length < CHUNK) return events;
      await nextTurn();
    }
  }

  async function shutDown(): Promise<void> {
    waiting.close(new StoreClosed());
    const settled = new AbortController();
    await Promise.race([writer.idle(), clock.sleep(busyTimeout, settled.signal)]);
    settled.abort();
    writer.abandon(new StoreClosed());
    close();
  }

  return {
    limits,
    commit: (changes) => {
      try {
        return commit(changes);
      } catch (error) {
        return Promise.reject(error);
      }
    },
    receipt: (id) => read(() => readReceipt(statements, id, now() - keepReceipts)?.receipt),
    readStream: async (stream, range = {}) => {
      const { after, limit } = requireRead(range);
      return await readMany(
        limit,
        (size, last) =>
          readStream(statements, stream, { after: last?.version ?? after, limit: size }),
      );
    },
    readLog: async ({ types, ...range }) => {
      const { after, limit } = requireRead(range);
      if (types) return await read(() => searchLog(statements, { after, limit }, types));
      const events = await readMany(
        limit,
        (size, last) => readLog(statements, { after: last?.position ?? after, limit: size }),
      );
      return { events, through: after + events.length };
    },
    head: () => read(() => readHead(statements)),
    get: (collection, id) => read(() => readDocument(statements, collection, id)),
    getBy: (collection, key, value) =>
      read(() => readDocumentByKey(statements, collection, key, value)),
    find: (query) => read(() => findDocuments(statements, query)),
    changed: watch({
      clock,
      waiting,
      read,
      head: () => readHead(statements),
      dataVersion: () => readDataVersion(statements),
    }, pollInterval),
    [Symbol.asyncDispose]: () => closed ??= shutDown(),
  };
}

/** Gives what follows the last event that was read. */
type NextEvents = (limit: number, last: Recorded | undefined) => readonly Recorded[];

/** Few commits have an id, and what hashes takes a while to load. */
function sha256(text: string): string {
  const { createHash } = process.getBuiltinModule("node:crypto");
  return createHash("sha256").update(text).digest("base64");
}
