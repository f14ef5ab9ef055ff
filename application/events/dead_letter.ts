/** A dead letter: an event that failed for good. */

import { DomainError } from "../../domain/kernel/errors.ts";
import type { Recorded } from "../store/store.ts";
import type { ErrorRecord, Pending } from "./subscription_records.ts";

/** An event that a subscription could not handle; the later events of its stream wait behind it. */
export interface DeadLetter {
  /** `SUBSCRIPTION:POSITION`. */
  readonly id: string;
  readonly subscription: string;
  readonly position: number;
  readonly stream: string;
  readonly type: string;
  readonly eventId: string;
  readonly attempts: number;
  readonly error: ErrorRecord | null;
  /** ISO 8601 UTC. */
  readonly failedAt: string | null;
  /** What an operator has asked for and the runner has not yet done. */
  readonly asked: "redrive" | "discard" | null;
}

/** A dead letter with the event itself and how many events wait behind it. */
export interface DeadLetterDetail extends DeadLetter {
  readonly event: Recorded;
  readonly waiting: number;
}

/** There is no such dead letter, or no longer. */
export class DeadLetterNotFound extends DomainError {
  override readonly code = "dead-letters/not-found";
  override readonly kind = "not-found";
  readonly id: string;

  constructor(id: string) {
    super(`Cannot find the dead letter ${JSON.stringify(id)}`);
    this.id = id;
  }
}

/** Tells operators of a pending event that failed for good. */
export function letterOf(subscription: string, pending: Pending): DeadLetter {
  const { position, stream, type, eventId, attempts, error, failedAt, state } = pending;
  const asked = state === "redrive" || state === "discard" ? state : null;
  const id = letterId(subscription, pending);
  return { id, subscription, position, stream, type, eventId, attempts, error, failedAt, asked };
}

/** Names a dead letter. */
export function letterId(subscription: string, { position }: Pending): string {
  return `${subscription}:${position}`;
}
