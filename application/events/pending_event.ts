/** What becomes of the record of a pending event, attempt by attempt; pure. */

import type { Random } from "../ports.ts";
import type { Recorded } from "../store/store.ts";
import { backoff, longestBackoff } from "./backoff.ts";
import type { SubscriptionSettings } from "./subscription.ts";
import { errorRecord, type Pending } from "./subscription_records.ts";

/** A failed attempt, and what its event's next one depends on. */
export interface Failure {
  readonly error: unknown;
  /** No later attempt can mend it. */
  readonly permanent: boolean;
  /** Not held against the event. */
  readonly spared: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

type Retry = SubscriptionSettings["retry"];

/** The record of an event that was not tried yet. */
export function queued({ position, stream, type, id }: Recorded): Pending {
  return {
    position,
    stream,
    type,
    eventId: id,
    state: "queued",
    attempts: 0,
    nextAt: 0,
    error: null,
    failedAt: null,
  };
}

/** The record of an event that nothing is before any more. */
export function due(pending: Pending): Pending {
  return { ...pending, state: "retrying" };
}

/** The record of an event whose next attempt begins. */
export function started(pending: Pending): Pending {
  return { ...pending, state: "started", attempts: pending.attempts + 1 };
}

/** The record of an event whose attempt has failed: it waits for the next, or is dead. */
export function failed(
  pending: Pending,
  { error, permanent, spared, now }: Failure,
  retry: Retry,
  random: Random,
): Pending {
  const attempts = spared ? pending.attempts - 1 : pending.attempts;
  return {
    ...pending,
    state: permanent || attempts >= retry.attempts ? "dead" : "retrying",
    attempts,
    nextAt: now + backoff(delaysOf(retry), attempts, random),
    error: errorRecord(error),
    failedAt: new Date(now).toISOString(),
  };
}

/** The record of an event whose attempt came to nothing, through no fault of the event. */
export function interrupted(pending: Pending): Pending {
  return due({ ...pending, attempts: pending.attempts - 1 });
}

/** The record of a dead event that an operator gives a new life. */
export function redriven(pending: Pending): Pending {
  return due({ ...pending, attempts: 0, nextAt: 0 });
}

/**
 * The record as another process finds it: the instant may be one of another machine's clock, but no
 * more is waited than ever after a failure.
 */
export function takenOver(pending: Pending, retry: Retry, now: number): Pending {
  const latest = now + longestBackoff(delaysOf(retry), pending.attempts);
  return { ...pending, nextAt: Math.min(pending.nextAt, latest) };
}

function delaysOf({ firstDelay, longestDelay }: Retry) {
  return { first: firstDelay, longest: longestDelay };
}
