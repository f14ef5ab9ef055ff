/** Giving the money of a PaymentIntent back. */

import type { Refund } from "../../application/orders/payment_gateway.ts";
import { UnknownPayment } from "../../application/orders/payment_errors.ts";
import { ask, type Call, create, mustHave } from "./calls.ts";
import type { StripeClient, StripeRefund } from "./client.ts";
import { isIntentId } from "./lookup.ts";
import { hasFailed, refundOf } from "./payment_of.ts";
import { keysOf } from "./purpose.ts";
import { isUnknown, type StripeError } from "./stripe_error.ts";

/**
 * Refunds all of a PaymentIntent. A refund that is there already is the answer; one that failed leaves
 * the charge as it was, so another is made, under a key of its own. That a charge is never refunded
 * twice rests on Stripe itself (`charge_already_refunded`) too, not on keys alone.
 */
export async function refundIntent(stripe: StripeClient, call: Call, id: string): Promise<Refund> {
  if (!isIntentId(id)) throw new UnknownPayment(id);
  const earlier = await refundsOf(stripe, call, id);
  const standing = earlier.find(stands);
  if (standing !== undefined) return refundOf(standing);
  const find = async () => (await refundsOf(stripe, call, id)).find(stands);
  const answer = await create(call, {
    send: (request) => stripe.refunds.create({ payment_intent: id }, request),
    keys: keysOf(`refund-${id}`, earlier.length),
    find,
  });
  if (answer.error === undefined) return refundOf(answer.value);
  const faster = await find();
  return faster ? refundOf(faster) : { status: "refused", reason: reasonOf(answer.error) };
}

/** Stripe's message is for whoever has the account, and may tell of its affairs. */
function reasonOf({ code }: StripeError): string {
  return `Stripe does not give the money back${code === "" ? "" : ` (${code})`}`;
}

function stands(refund: StripeRefund): boolean {
  return !hasFailed(refund);
}

async function refundsOf(
  { refunds }: StripeClient,
  call: Call,
  id: string,
): Promise<readonly StripeRefund[]> {
  const params = { payment_intent: id, limit: 100 };
  const answer = await ask(call, (request) => refunds.list(params, request));
  if (answer.error !== undefined && isUnknown(answer.error)) throw new UnknownPayment(id);
  return mustHave(call, answer).data;
}
