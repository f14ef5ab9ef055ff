/** The functions of the port, over a database that was looked at. */

import type { NewId } from "../../application/ports.ts";
import { contentOf, encodeChanges, isNothing } from "../../application/store/encoded_changes.ts";
import { StoreClosed } from "../../application/store/errors.ts";
import { nothingCommitted } from "../../application/store/nothing_committed.ts";
import { requireRead } from "../../application/store/reads.ts";
import type { Changes, Committed, Limits, Recorded, Store } from "../../application/store/store.ts";
import { wakeUps } from "../../application/store/wake_ups.ts";
import { findDocuments } from "./find.ts";
import { type PatiencePorts, patiently } from "./patience.ts";
import {
  readDocument,
  readDocumentByKey,
  readLog,
  readReceipt,
  readStream,
  searchLog,
  withEvents,
} from "./reader.ts";
import { type Place, readHead } from "./reading.ts";
import { watchHead } from "./watch.ts";
import { Writer } from "./writer.ts";

/** How the store behaves, with everything filled in. */
export interface StoreSettings {
  readonly groupSize: number;
  readonly deadline: number;
  readonly pollInterval: number;
  readonly keepReceipts: number;
  readonly limits: Limits;
}

/** Events that are read within one deadline. */
const CHUNK = 1000;

/** Makes the store. */
export function connectedStore(
  place: Place,
  ports: PatiencePorts & { readonly newId: NewId },
  { groupSize, deadline, pollInterval, keepReceipts, limits }: StoreSettings,
): Store {
  const { clock, newId } = ports;
  const now = () => Math.floor(clock.now());
  const waiting = wakeUps();
  const inFlight = new Set<Promise<unknown>>();
  let closed: Promise<void> | undefined;

  function read<Result>(work: () => Promise<Result>): Promise<Result> {
    if (closed) return Promise.reject(new StoreClosed());
    const reading = patiently(ports, deadline, "read", work).finally(() =>
      inFlight.delete(reading)
    );
    inFlight.add(reading);
    return reading;
  }

  const head = () => read(async () => (await readHead(place)).position);
  const { changed, wake, idle } = watchHead({ clock, place, waiting, head }, pollInterval);
  const writer = new Writer(ports, { newId, now, keepReceipts }, place, {
    groupSize,
    deadline,
    onAppend: wake,
  });

  async function commit(changes: Changes): Promise<Committed> {
    if (closed) throw new StoreClosed();
    const encoded = encodeChanges(changes, limits);
    if (isNothing(encoded)) return nothingCommitted(await head(), encoded.outcome);
    const { id = newId() } = encoded;
    return await writer.commit({ changes: encoded, id, fingerprint: sha256(contentOf(encoded)) });
  }

  /** Reads many events piece by piece; what is committed never changes. */
  async function readMany(limit: number, next: NextEvents): Promise<readonly Recorded[]> {
    const events: Recorded[] = [];
    for (;;) {
      const size = Math.min(limit - events.length, CHUNK);
      const chunk = await read(() => next(size, events.at(-1)));
      events.push(...chunk);
      if (chunk.length < CHUNK) return events;
    }
  }

  async function shutDown(): Promise<void> {
    waiting.close(new StoreClosed());
    const settled = new AbortController();
    const work = Promise.allSettled([writer.idle(), idle(), ...inFlight]);
    await Promise.race([work, clock.sleep(deadline, settled.signal)]);
    settled.abort();
    writer.abandon(new StoreClosed());
  }

  return {
    limits,
    commit,
    receipt: (id) =>
      read(async () => {
        const record = await readReceipt(place, id, now() - keepReceipts);
        return record && await withEvents(place, record);
      }),
    readStream: async (stream, range = {}) => {
      const { after, limit } = requireRead(range);
      return await readMany(
        limit,
        (size, last) => readStream(place, stream, { after: last?.version ?? after, limit: size }),
      );
    },
    readLog: async ({ types, ...range }) => {
      const { after, limit } = requireRead(range);
      if (types) return await read(() => searchLog(place, { after, limit }, types));
      const events = await readMany(
        limit,
        (size, last) => readLog(place, { after: last?.position ?? after, limit: size }),
      );
      return { events, through: after + events.length };
    },
    head,
    get: (collection, id) => read(() => readDocument(place, collection, id)),
    getBy: (collection, key, value) => read(() => readDocumentByKey(place, collection, key, value)),
    find: (query) => read(() => findDocuments(place, query)),
    changed,
    [Symbol.asyncDispose]: () => closed ??= shutDown(),
  };
}

/** Gives what follows the last event that was read. */
type NextEvents = (limit: number, last: Recorded | undefined) => Promise<readonly Recorded[]>;

function sha256(text: string): string {
  const { createHash } = process.getBuiltinModule("node:crypto");
  return createHash("sha256").update(text).digest("base64");
}
