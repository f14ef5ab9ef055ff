/** One attempt at one event: the handler and the commit that carries its effects. */

import { DomainError, isDomainError } from "../../domain/kernel/errors.ts";
import type { Clock } from "../ports.ts";
import type { Metadata, Recorded } from "../store/store.ts";
import type { Transaction } from "../store/transaction.ts";
import { unitOfWork } from "../store/unit_of_work.ts";
import { isFenceLost, type Leadership } from "./leadership.ts";
import type { SubscriptionPorts, SubscriptionSettings } from "./subscription.ts";

/** What an attempt came to; what stops the whole run is thrown instead. */
export type Attempted =
  | { readonly done: true }
  | { readonly done: false; readonly error: unknown; readonly permanent: boolean };

/** A handler did not settle in time. */
export class AttemptTimedOut extends DomainError {
  override readonly code = "subscriptions/attempt-timed-out";
  override readonly kind = "unavailable";

  constructor(subscription: string, ms: number) {
    super(`The handler of "${subscription}" did not settle within ${ms} ms`);
  }
}

/** The run ended before a handler had settled. */
export class AttemptAbandoned extends DomainError {
  override readonly code = "subscriptions/attempt-abandoned";
  override readonly kind = "unavailable";

  constructor(subscription: string) {
    super(`The handler of "${subscription}" was left behind: the run has ended`);
  }
}

/** An attempt to make. */
export interface AttemptOptions {
  readonly event: Recorded;
  /** 1 for the first. */
  readonly attempt: number;
  /** Told before each run of the handler; a conflict makes it run again. */
  readonly begin: () => void;
  /** Stages what else the commit must do. */
  readonly stage: (tx: Transaction) => Promise<void>;
  /** Aborted when the run can wait for handlers no longer. */
  readonly abandon: AbortSignal;
}

/**
 * Hands an event to the handler and commits what it staged, under the fence.
 *
 * @throws when the fence is lost, the store does not answer, the event is from the future, or the
 * attempt was abandoned: none of these is the handler's failure
 */
export async function attemptEvent(
  ports: SubscriptionPorts,
  settings: SubscriptionSettings,
  { fence }: Pick<Leadership, "fence">,
  { event, attempt, begin, stage, abandon }: AttemptOptions,
): Promise<Attempted> {
  const metadata = consequenceOf(event);
  const idempotencyKey = `${settings.name}/${event.id}`;
  let inHandler = false;
  try {
    await unitOfWork(ports, async (tx) => {
      begin();
      inHandler = true;
      await inTime(ports.clock, settings, abandon, async (signal) => {
        await settings.handle(event, { tx, idempotencyKey, attempt, metadata, signal });
      });
      inHandler = false;
      tx.check(fence.collection, fence.id, fence.expect);
      await stage(tx);
    }, { metadata, giveUp: (conflict) => isFenceLost(conflict, fence) });
    return { done: true };
  } catch (error) {
    if (isFenceLost(error, fence) || endsRun(error)) throw error;
    // A handler may have stores of its own; if it was ours, the next commit will tell.
    if (!inHandler && isStoreAway(error)) throw error;
    return { done: false, error, permanent: isPermanent(error) };
  }
}

/** The correlation goes on; the event is the cause of what follows. */
function consequenceOf({ id, metadata }: Recorded): Metadata {
  const { correlationId = id, traceparent } = metadata;
  return { correlationId, causationId: id, ...(traceparent === undefined ? {} : { traceparent }) };
}

/** Runs a handler until it settles, its time is over, or the run must end; the loser is left behind. */
export async function inTime(
  clock: Clock,
  { name, timeout }: Pick<SubscriptionSettings, "name" | "timeout">,
  abandon: AbortSignal,
  run: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  if (abandon.aborted) throw new AttemptAbandoned(name);
  const over = new AbortController();
  const settled = new AbortController();
  const late = Promise.withResolvers<never>();
  const end = (error: Error) => {
    over.abort(error);
    late.reject(error);
  };
  const leave = () => end(new AttemptAbandoned(name));
  abandon.addEventListener("abort", leave, { once: true });
  clock.sleep(timeout, settled.signal).then(() => {
    if (!settled.signal.aborted) end(new AttemptTimedOut(name, timeout));
  });
  try {
    await Promise.race([run(over.signal), late.promise]);
  } finally {
    settled.abort();
    abandon.removeEventListener("abort", leave);
  }
}

const STORE_AWAY: ReadonlySet<string> = new Set([
  "store/unavailable",
  "store/closed",
  "store/outcome-unknown",
]);
const RUN_ENDING: ReadonlySet<string> = new Set([
  "store/document-from-the-future",
  "events/from-the-future",
  "subscriptions/attempt-abandoned",
]);

/** Tells whether an error says that the whole run cannot go on. */
export function endsRun(error: unknown): boolean {
  return isDomainError(error) && RUN_ENDING.has(error.code);
}

/** Tells whether the store did not answer. */
export function isStoreAway(error: unknown): boolean {
  return isDomainError(error) && STORE_AWAY.has(error.code);
}

/** Tells whether no later attempt can mend a failure. */
export function isPermanent(error: unknown): boolean {
  return error instanceof Error && "permanent" in error && error.permanent === true;
}
