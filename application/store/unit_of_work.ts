/** The unit of work: read, decide, and commit everything at once or nothing. */

import { isDomainError } from "../../domain/kernel/errors.ts";
import type { Clock, Random } from "../ports.ts";
import { commitOnce, type Done, findEarlier, type Idempotency } from "./idempotency.ts";
import { type Conflict, isConflict, type RerunLimits, reruns } from "./rerun.ts";
import type { Metadata, Store } from "./store.ts";
import { OpenTransaction } from "./open_transaction.ts";
import type { Transaction } from "./transaction.ts";

/** What a unit of work stands on. */
export interface UnitOfWorkPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
}

/** How a unit of work runs. */
export interface UnitOfWorkOptions<Result> extends RerunLimits {
  /** Given to every appended event, under the event's own metadata. */
  readonly metadata?: Metadata | undefined;
  /** Makes repeats of one request have one effect and one answer. */
  readonly idempotency?: Idempotency<Result> | undefined;
  /** Conflicts that no re-run can mend are thrown at once. */
  readonly giveUp?: (conflict: Conflict) => boolean;
}

/**
 * Runs work that reads and stages, then commits all of it with a check of everything that was read.
 * On a conflict the work runs again on fresh data, so it must not touch the outside world; a conflict
 * that the work itself throws is let out. A domain error that stands on two or more reads is let out only if they held together at one moment.
 * Nothing staged and no idempotency: no commit.
 *
 * @throws {VersionConflict | UniqueViolation} when the conflict persists
 * @throws {OutcomeUnknown} which is never followed by a re-run
 * @throws {CommandIdReused} when the idempotency id was another request
 *
 * @example
 * ```ts
 * import { unitOfWork } from "@portico/core";
 * import { memoryStore } from "@portico/core/memory";
 * import { randomIds, systemClock, systemRandom } from "@portico/core/system";
 *
 * const clock = systemClock();
 * await using store = memoryStore({ clock, newId: randomIds() });
 * await unitOfWork({ store, clock, random: systemRandom() }, async (tx) => {
 *   const lamp = await tx.get("lamps", "hall");
 *   tx.put({ collection: "lamps", id: "hall", value: { lit: lamp === undefined } });
 * });
 * ```
 */
export async function unitOfWork<Result>(
  ports: UnitOfWorkPorts,
  work: (tx: Transaction) => Promise<Result> | Result,
  options: UnitOfWorkOptions<Result> = {},
): Promise<Done<Result>> {
  const { idempotency } = options;
  const earlier = idempotency && await findEarlier(ports.store, idempotency);
  if (earlier !== undefined) return earlier;
  try {
    return await runUntilDone(ports, work, options);
  } catch (error) {
    if (idempotency === undefined || !isRefusal(error)) throw error;
    // The same request may have been faster elsewhere, and be refused here for what it did there.
    const faster = await findEarlier(ports.store, idempotency);
    if (faster === undefined) throw error;
    return faster;
  }
}

async function runUntilDone<Result>(
  ports: UnitOfWorkPorts,
  work: (tx: Transaction) => Promise<Result> | Result,
  options: UnitOfWorkOptions<Result>,
): Promise<Done<Result>> {
  const rerun = reruns(ports, options);
  try {
    for (;;) {
      try {
        return await runOnce(ports.store, work, options);
      } catch (error) {
        if (!isConflict(error) || foreign.has(error) || options.giveUp?.(error)) throw error;
        await rerun.after(error);
      }
    }
  } finally {
    rerun.end();
  }
}

async function runOnce<Result>(
  store: Store,
  work: (tx: Transaction) => Promise<Result> | Result,
  { metadata = {}, idempotency }: UnitOfWorkOptions<Result>,
): Promise<Done<Result>> {
  const tx = new OpenTransaction(store, metadata);
  const result = await runWork(store, work, tx);
  if (idempotency !== undefined) return await commitOnce(store, tx.changes(), result, idempotency);
  const committed = tx.staged ? await store.commit(tx.changes()) : undefined;
  return { result, committed, repeated: false };
}

async function runWork<Result>(
  store: Store,
  work: (tx: Transaction) => Promise<Result> | Result,
  tx: OpenTransaction,
): Promise<Result> {
  try {
    return await work(tx.handle);
  } catch (error) {
    if (isConflict(error) && !tx.hasFound(error)) foreign.add(error);
    if (tx.reads > 1 && isRefusal(error)) await store.commit(tx.readChecks());
    throw error;
  } finally {
    tx.end();
  }
}

/** Conflicts that some work threw of its own accord: to run it again is no remedy. */
const foreign = new WeakSet<Conflict>();

/** The store's own errors are no refusals: they do not stand on what was read. */
function isRefusal(error: unknown): boolean {
  return isDomainError(error) && !error.code.startsWith("store/");
}
