/** The functions of the port, over tables that are there. */

import type { Log, NewId } from "../../application/ports.ts";
import { contentOf, encodeChanges, isNothing } from "../../application/store/encoded_changes.ts";
import { StoreClosed } from "../../application/store/errors.ts";
import { nothingCommitted } from "../../application/store/nothing_committed.ts";
import { requireRead } from "../../application/store/reads.ts";
import type { Changes, Committed, Limits, Receipt, Store } from "../../application/store/store.ts";
import { wakeUps } from "../../application/store/wake_ups.ts";
import { type AttemptPorts, persistently } from "./attempts.ts";
import { type PostgresClient, type PostgresSession, rowsOf } from "./client.ts";
import { findDocuments } from "./find.ts";
import { Functions } from "./functions.ts";
import type { Commission } from "./group.ts";
import { JointCommits } from "./joint_commits.ts";
import { listen } from "./listening.ts";
import { type Ask, Reader } from "./reader.ts";
import { repeats } from "./repeats.ts";
import type { StoredReceipt } from "./rows.ts";
import type { SchemaNames } from "./schema.ts";
import { Sender } from "./sender.ts";
import { toSentCommit } from "./sending_id.ts";
import { sentReceipt } from "./sent_receipt.ts";
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

/** A store that can join a commit with SQL of the caller's. */
export interface PostgresStore<Transaction extends PostgresSession = PostgresSession>
  extends Store {
  /**
   * Does the caller's own SQL first and the commit last, both in one transaction or neither: for
   * those who have tables of their own in the same database. The work runs once; on a conflict it is
   * undone, and to try again is the caller's. A commit id that was there before is answered from its
   * receipt, without the work.
   *
   * The lock of the commits is taken after the work, so a slow one holds nobody up; rows that it has
   * locked it holds until the end, as any transaction does. Its own statements have no deadline.
   *
   * @throws {VersionConflict | UniqueViolation | CommitIdReused} and nothing is written
   * @throws {StoreUnavailable} when the connection was lost, and nothing is written
   * @throws {OutcomeUnknown} when the connection was lost and the result cannot be learned
   * @throws whatever the work throws, and nothing is written
   */
  readonly commitWith: (
    changes: Changes,
    work: (sql: Transaction) => Promise<unknown>,
  ) => Promise<Committed>;
}

/** Makes the store. */
export function connectedStore<Transaction extends PostgresSession>(
  client: PostgresClient<Transaction>,
  { schema, lock }: SchemaNames,
  ports: AttemptPorts & { readonly newId: NewId; readonly log: Pick<Log, "warn"> },
  { groupSize, deadline, pollInterval, keepReceipts, limits }: StoreSettings,
): PostgresStore<Transaction> {
  const { clock, deadlines } = ports;
  const now = () => Math.floor(clock.now());
  const waiting = wakeUps();
  const reader = new Reader(ask, schema);
  const functions = new Functions(client, schema, ports);
  const newSender = () => new Sender({ ...ports, functions }, { deadline, keepReceipts });
  const known = repeats(storedReceipt);
  const running = new Set<Promise<unknown>>();
  const sweep = sweeper(ports, ask, schema, keepReceipts);
  const writer = new Writer({ ...ports, sender: newSender(), repeats: known }, {
    groupSize,
    deadline,
    onCommit: (head) => {
      watch.saw(head);
      sweep();
    },
  });
  const joint = new JointCommits(
    { ...ports, client, functions, newSender, repeats: known },
    deadline,
  );
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
      () => rowsOf(client.unsafe(statement, [...texts], { prepare: true })),
    );
  };

  async function storedReceipt(id: string): Promise<StoredReceipt | undefined> {
    const stored = await reader.receipt(id, now() - keepReceipts);
    const sent = stored === undefined ? toSentCommit(id) : undefined;
    if (sent === undefined) return stored;
    const sending = { ...sent, now: now(), lockTimeout: deadline };
    const remembered = await persistently(ports, deadline, "read", () => functions.settle(sending));
    const receipt = remembered &&
      await sentReceipt(id, sent.place, remembered, (range) => reader.log(range));
    return receipt && { receipt };
  }

  function commission(changes: Changes): Commission {
    const encoded = encodeChanges(changes, limits);
    const fingerprint = encoded.id === undefined ? "" : sha256(contentOf(encoded));
    return { changes: encoded, fingerprint };
  }

  async function commit(changes: Changes): Promise<Committed> {
    requireOpen();
    const commissioned = commission(changes);
    const { id, outcome } = commissioned.changes;
    if (isNothing(commissioned.changes)) return nothingCommitted(await reader.head(), outcome);
    if (id !== undefined && toSentCommit(id) !== undefined) {
      const earlier = await known.find(commissioned);
      if (earlier !== undefined) return earlier;
    }
    return await writer.commit(commissioned);
  }

  async function commitWith(
    changes: Changes,
    work: (sql: Transaction) => Promise<unknown>,
  ): Promise<Committed> {
    requireOpen();
    const committing = joint.commit(commission(changes), work);
    running.add(committing);
    try {
      const committed = await committing;
      watch.saw(committed.position);
      return committed;
    } finally {
      running.delete(committing);
    }
  }

  async function shutDown(): Promise<void> {
    waiting.close(new StoreClosed());
    await deadlines.within(deadline, Promise.allSettled([writer.idle(), ...running]))
      .catch(() => {});
    writer.abandon(new StoreClosed());
    await watch.close();
    deadlines[Symbol.dispose]();
  }

  return {
    limits,
    commit,
    commitWith,
    receipt: async (id): Promise<Receipt | undefined> => (await storedReceipt(id))?.receipt,
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

/** Few commits have an id, and what hashes takes a while to load. */
function sha256(text: string): string {
  const { createHash } = process.getBuiltinModule("node:crypto");
  return createHash("sha256").update(text).digest("base64");
}
