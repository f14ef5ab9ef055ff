/** What the driver throws, told apart and made into the port's errors. */

import { isDomainError } from "../../domain/kernel/errors.ts";
import { StoreUnavailable } from "../../application/store/errors.ts";

/** Tells whether another connection is in the way, so that trying again helps. */
export function isBusy(error: unknown): boolean {
  // Not every driver gives SQLite's code, all give its message.
  return error instanceof Error &&
    /database (table )?is locked|locking protocol/.test(error.message);
}

/** Turns what the driver threw into `StoreUnavailable`; typed errors stay what they are. */
export function toStoreError(action: string, error: unknown): Error {
  if (isDomainError(error)) return error;
  const reason = isBusy(error) ? "another process holds the database" : "the database failed";
  return new StoreUnavailable(`Cannot ${action}: ${reason}`, { cause: error });
}
