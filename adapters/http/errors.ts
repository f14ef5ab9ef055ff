/** What can go wrong with a catalogue that is somewhere else. */

import { DomainError } from "../../domain/kernel/errors.ts";

/** The other catalogue did not answer, or not what it should: whether it did what was asked is not known. */
export class CatalogUnavailable extends DomainError {
  override readonly code = "catalog/unavailable";
  override readonly kind = "unavailable";

  /** `action` is what was tried, such as `reserve stock for order "1"`. */
  constructor(action: string, reason: string, options?: ErrorOptions) {
    super(`Cannot ${action} now: ${reason}`, options);
  }
}

/** The other catalogue will never do this, however often it is asked. */
export class CatalogRefused extends DomainError {
  override readonly code = "catalog/refused";
  override readonly kind = "refused";
  override readonly permanent = true;
  /** The code of the other's problem, such as `catalog/reservation-differs`. */
  readonly problem: string;

  constructor(action: string, problem: string, detail: string) {
    super(`Cannot ${action}: ${detail}`);
    this.problem = problem;
  }
}
