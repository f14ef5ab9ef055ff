/** What can go wrong with a payment gateway. */

import { DomainError } from "../../domain/kernel/errors.ts";

/** The gateway did not answer: whether the call had its effect is not known. */
export class PaymentUnavailable extends DomainError {
  override readonly code = "payments/unavailable";
  override readonly kind = "unavailable";

  /** `action` is what was tried, such as `complete payment "pi_1"`. */
  constructor(action: string, reason: string, options?: ErrorOptions) {
    super(`Cannot ${action} now: ${reason}`, options);
  }
}

/** The gateway never gave a payment this id. */
export class UnknownPayment extends DomainError {
  override readonly code = "payments/unknown";
  override readonly kind = "not-found";
  override readonly permanent = true;
  readonly id: string;

  constructor(id: string, options?: ErrorOptions) {
    super(`Cannot find payment ${JSON.stringify(id)}: the gateway does not know it`, options);
    this.id = id;
  }
}

/** The gateway will never do this, however often it is asked; no money was taken by it. */
export class PaymentRefused extends DomainError {
  override readonly code = "payments/refused";
  override readonly kind = "refused";
  override readonly permanent = true;

  /** `action` is what was tried, such as `begin a payment for order "1"`. */
  constructor(action: string, reason: string, options?: ErrorOptions) {
    super(`Cannot ${action}: ${reason}`, options);
  }
}
