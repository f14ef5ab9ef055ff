/** The refusal of a delivery that does not come from Stripe, or not now. */

import { DomainError } from "../../domain/kernel/errors.ts";

/**
 * Why a delivery is refused: its signature is not Stripe's (`forged`), it was signed too long ago, or
 * in the future (`old`), or it is not what Stripe sends (`malformed`).
 */
export type WebhookProblem = "forged" | "old" | "malformed";

/** A delivery was refused; nothing in it was believed. */
export class WebhookRefused extends DomainError {
  override readonly code = "payments/webhook-refused";
  override readonly kind = "invalid";
  override readonly permanent = true;
  readonly problem: WebhookProblem;

  constructor(problem: WebhookProblem, reason: string, options?: ErrorOptions) {
    super(`Cannot accept the delivery: ${reason}`, options);
    this.problem = problem;
  }
}
