/**
 * Payments through Stripe, with the official SDK, which is loaded when a client is made.
 *
 * @module
 */

export type {
  StripeClient,
  StripeIntent,
  StripeIntentParams,
  StripeIntents,
  StripePage,
  StripeRefund,
  StripeRefunds,
  StripeRequest,
  StripeResponse,
} from "./client.ts";
export { connectStripe, type ConnectStripeOptions } from "./connect.ts";
export { stripePayments, type StripePaymentsOptions } from "./payments.ts";
export {
  readStripeWebhook,
  type StripeDelivery,
  type StripeNotice,
  type StripeWebhookOptions,
} from "./webhook.ts";
export { type WebhookProblem, WebhookRefused } from "./webhook_refused.ts";
