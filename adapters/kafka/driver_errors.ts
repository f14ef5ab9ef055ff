/** What the driver throws, told apart and made into the port's errors. */

import { isDomainError } from "../../domain/kernel/errors.ts";
import { BusUnavailable } from "../../application/messaging/message_bus.ts";

/** Makes what was thrown an error of the port. */
export function toBusError(error: unknown): Error {
  if (isDomainError(error)) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new BusUnavailable(reason, { cause: error });
}

/** Gives the name that the protocol has for an error, `""` when the broker gave none. */
export function typeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  if ("type" in error && typeof error.type === "string") return error.type;
  return typeOf(error.cause);
}

/** Tells whether the broker answered, and its answer to the same would be no again. */
export function isRefusal(error: unknown): boolean {
  return refusals.has(typeOf(error));
}

/** Tells whether the broker took a record to be too large. */
export function isTooLarge(error: unknown): boolean {
  return tooLarge.has(typeOf(error));
}

const tooLarge: ReadonlySet<string> = new Set([
  "MESSAGE_TOO_LARGE",
  "RECORD_LIST_TOO_LARGE",
]);
const refusals: ReadonlySet<string> = new Set([
  ...tooLarge,
  "INVALID_RECORD",
  "POLICY_VIOLATION",
  "TOPIC_AUTHORIZATION_FAILED",
]);
