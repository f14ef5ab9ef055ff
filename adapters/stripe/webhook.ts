/** Deliveries of Stripe's webhook: whether they are real, and what they say of a payment. */

import { z } from "zod";
import type { Payment } from "../../application/orders/payment_gateway.ts";
import { hasFailed, paymentOf } from "./payment_of.ts";
import { requireSignature, type SignatureCheck } from "./webhook_signature.ts";
import { WebhookRefused } from "./webhook_refused.ts";

/** A delivery as it came in. */
export interface StripeDelivery {
  /** The body's bytes, before anything has read them. */
  readonly body: Uint8Array;
  /** The header `Stripe-Signature`. */
  readonly signature: string | null | undefined;
}

/** How a delivery is checked. */
export interface StripeWebhookOptions extends Omit<SignatureCheck, "tolerance"> {
  /** Seconds; 300 unless told, as Stripe has it. */
  readonly tolerance?: number;
}

/** What a delivery says. */
export interface StripeNotice {
  /** The same each time the event is delivered. */
  readonly eventId: string;
  /** How a payment stood when the event happened; `undefined` when it is about no payment. */
  readonly payment: Payment | undefined;
  /** What the payment is for, where the event says so. */
  readonly purpose: { readonly order: string; readonly attempt: number } | undefined;
}

/**
 * Reads a delivery, if Stripe has signed it just now.
 *
 * Stripe repeats deliveries, and they overtake each other; within the tolerance anybody who saw one
 * can repeat it too. So what is said here is a reason to ask the gateway, not a truth to store.
 *
 * @throws {WebhookRefused} when it is forged, old or malformed
 * @throws {InvalidInput} when there is no secret to check with
 *
 * @example
 * ```ts
 * import { readStripeWebhook, WebhookRefused } from "@portico/core/stripe";
 *
 * const request = new Request("https://example.org/webhooks/stripe", { method: "POST", body: "{}" });
 * try {
 *   const { eventId, payment } = await readStripeWebhook({
 *     body: new Uint8Array(await request.arrayBuffer()),
 *     signature: request.headers.get("Stripe-Signature"),
 *   }, { secret: "whsec_example", now: Date.now() });
 * } catch (error) {
 *   if (!(error instanceof WebhookRefused)) throw error;
 *   error.problem; // "malformed": there is no signature
 * }
 * ```
 */
export async function readStripeWebhook(
  { body, signature }: StripeDelivery,
  { tolerance = 300, ...check }: StripeWebhookOptions,
): Promise<StripeNotice> {
  await requireSignature(body, signature, { ...check, tolerance });
  const { id: eventId, data } = parseEvent(body);
  const said = about.safeParse(data.object).data;
  switch (said?.object) {
    case undefined:
      return { eventId, payment: undefined, purpose: undefined };
    case "payment_intent":
      return { eventId, payment: paymentOf(said), purpose: purposeIn(said.metadata) };
    case "charge": {
      const status = said.refunded ? "refunded" : "taken";
      const payment = { id: said.payment_intent, status } as const;
      return { eventId, payment, purpose: purposeIn(said.metadata) };
    }
    case "refund": {
      const status = hasFailed(said) ? "taken" : "refunded";
      return { eventId, payment: { id: said.payment_intent, status }, purpose: undefined };
    }
  }
}

const event = z.object({
  object: z.literal("event"),
  id: z.string().min(1),
  data: z.object({ object: z.unknown() }),
});
const metadata = z.record(z.string(), z.string());
const about = z.discriminatedUnion("object", [
  z.object({
    object: z.literal("payment_intent"),
    id: z.string(),
    created: z.number(),
    status: z.string(),
    cancellation_reason: z.string().nullable().default(null),
    last_payment_error: z.object({
      type: z.string().exactOptional(),
      message: z.string().exactOptional(),
    }).nullable().default(null),
    latest_charge: z.string().nullable().default(null),
    metadata,
  }),
  z.object({
    object: z.literal("charge"),
    payment_intent: z.string(),
    paid: z.literal(true),
    refunded: z.boolean(),
    metadata,
  }),
  z.object({
    object: z.literal("refund"),
    payment_intent: z.string(),
    status: z.string().nullable(),
  }),
]);

function parseEvent(body: Uint8Array): z.infer<typeof event> {
  try {
    return event.parse(JSON.parse(new TextDecoder().decode(body)));
  } catch (cause) {
    throw new WebhookRefused("malformed", "it is no event", { cause });
  }
}

function purposeIn({ order, attempt }: z.infer<typeof metadata>): StripeNotice["purpose"] {
  if (order === undefined || !/^[1-9]\d{0,8}$/.test(attempt ?? "")) return undefined;
  return { order, attempt: Number(attempt) };
}
