/** The functions of the port, over tables that are there. */

import type { Log, NewId } from "../../application/ports.ts";
import { contentOf, encodeChanges, isNothing } from "../../application/store/encoded_changes.ts";
import { StoreClosed } from "../../application/store/errors.ts";
import { fromJsonText } from "../../application/store/json_text.ts";
import { requireRead } from "../../application/store/reads.ts";
import type { Changes, Committed, Limits, Store } from "../../application/store/store.ts";
import { wakeUps } from "../../application/store/wake_ups.ts";
import { type AttemptPorts, persistently } from "./attempts.ts";
import type { PostgresClient } from "./client.ts";
import { findDocuments } from "./find.ts";
import { Functions } from "./functions.ts";
import { listen } from "./listening.ts";
import { type Ask, Reader } from "./reader.ts";
import type { SchemaNames } from "./schema.ts";
import { Sender } from "./sender.ts";
import { sweeper } from "./sweeper.ts";
import { Watch } from "./watch.ts";
import { Writer } from "./writer.ts";

/** How the store behaves, with everything filled in. */
export interface StoreSettings {
  readonly groupSize: number;
  readonly deadline: number;
  readonly pollInterval: number;
  readonly keepReceipts: number;
  readonly limits: Limits;
}

/** Makes the store. */
export function connectedStore(
  client: PostgresClient,
  { schema, lock }: SchemaNames,
  ports: AttemptPorts & { readonly newId: NewId; readonly log: Pick<Log, "warn"> },
  { groupSize, deadline, pollInterval, keepReceipts, limits }: StoreSettings,
): Store {
  const { clock, deadlines, log } = ports;
  const now = () => Math.floor(clock.now());
  const waiting = wakeUps();
  const reader = new Reader(ask, schema);
  const functions = new Functions(client, schema, log);
  const sender = new Sender({ ...ports, functions }, { deadline, keepReceipts });
  const receipt = (id: string) => reader.receipt(id, now() - keepReceipts);
  const sweep = sweeper(ports, ask, schema, keepReceipts);
  const writer = new Writer({ ...ports, sender, receipt }, {
    groupSize,
    deadline,
    onCommit: (head) => {
      watch.saw(head);
      sweep();
    },
  });
  const watch = new Watch({
    clock,
    waiting,
    head: () => reader.head(),
    listen: (ear) => listen(client, lock, ports, ear),
  }, pollInterval);
  let closed: Promise<void> | undefined;

  function requireOpen(): void {
    if (closed) throw new StoreClosed();
  }

  async function ask(
    statement: string,
    parameters: readonly (string | number)[],
  ): ReturnType<Ask> {
    requireOpen();
    return await askAnyway(statement, parameters);
  }

  const askAnyway: Ask = (statement, parameters) => {
    const texts = parameters.map(String);
    return persistently(
      ports,
      deadline,
      "read",
      () => client.unsafe(statement, [...texts], { prepare: true }).values(),
    );
  };

  async function commit(changes: Changes): Promise<Committed> {
    requireOpen();
    const encoded = encodeChanges(changes, limits);
    if (isNothing(encoded)) return nothing(await reader.head(), encoded.outcome);
    const fingerprint = encoded.id === undefined ? "" : sha256(contentOf(encoded));
    return await writer.commit({ changes: encoded, fingerprint });
  }

  async function shutDown(): Promise<void> {
    waiting.close(new StoreClosed());
    await deadlines.within(deadline, writer.idle()).catch(() => {});
    writer.abandon(new StoreClosed());
    await watch.close();
    deadlines[Symbol.dispose]();
  }

  return {
    limits,
    commit,
    receipt: async (id) => (await receipt(id))?.receipt,
    readStream: (stream, range = {}) => reader.stream(stream, range),
    readLog: async ({ types, ...range }) => {
      const read = requireRead(range);
      return types ? await reader.search(read, types) : await reader.log(read);
    },
    head: () => reader.head(),
    get: (collection, id) => reader.document(collection, id),
    getBy: (collection, key, value) => reader.documentByKey(collection, key, value),
    find: (query) => findDocuments(ask, schema, query),
    changed: async (after, signal) => {
      requireOpen();
      await watch.changed(after, signal);
    },
    [Symbol.asyncDispose]: () => closed ??= shutDown(),
  };
}

function nothing(position: number, outcome: string | undefined): Committed {
  const result = {
    position,
    events: [],
    streamVersions: [],
    documentVersions: [],
    repeated: false,
  };
  return outcome === undefined ? result : { ...result, outcome: fromJsonText(outcome) };
}

/** Few commits have an id, and what hashes takes a while to load. */
function sha256(text: string): string {
  const { createHash } = process.getBuiltinModule("node:crypto");
  return createHash("sha256").update(text).digest("base64");
}
