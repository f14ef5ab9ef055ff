/** What the database throws, told apart and made into the port's errors. */

import { StoreUnavailable } from "../../application/store/errors.ts";
import { isDomainError } from "../../domain/kernel/errors.ts";

/** Something changed while it was read: reading it again helps. */
export class ChangedMeanwhile extends Error {}

/** Tells whether another process is in the way; then nothing was written. */
export function isBusy(error: unknown): boolean {
  return error instanceof Error && /database (table )?is locked|is busy/i.test(error.message);
}

/** Tells whether the database refused an operation before it tried it, as it will again. */
export function isRefused(error: unknown): boolean {
  return error instanceof Error &&
    (error.name === "BadResource" || /too (large|many)|exceed|closed/i.test(error.message));
}

/** Turns what was thrown into `StoreUnavailable`; typed errors stay what they are. */
export function toStoreError(action: string, error: unknown): Error {
  if (isDomainError(error)) return error;
  return new StoreUnavailable(`Cannot ${action}: ${reasonOf(error)}`, { cause: error });
}

function reasonOf(error: unknown): string {
  if (isBusy(error)) return "another process holds the database";
  if (error instanceof ChangedMeanwhile) return "what is read changes too often";
  return "the database failed";
}
