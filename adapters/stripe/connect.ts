/** The official client, loaded only when it is wanted. */

import type { StripeClient } from "./client.ts";

/** How a client differs from the usual one. */
export interface ConnectStripeOptions {
  /** Where requests go; Stripe itself unless told. */
  readonly apiBase?: string | undefined;
}

/**
 * Makes a client of the official SDK for an account, by its secret key.
 *
 * @throws {TypeError} when the base is no URL
 *
 * @example
 * ```ts
 * import { connectStripe, stripePayments } from "@portico/core/stripe";
 * import { systemClock } from "@portico/core/system";
 *
 * const stripe = await connectStripe("sk_test_key");
 * const payments = stripePayments(stripe, { clock: systemClock() });
 * ```
 */
export async function connectStripe(
  secretKey: string,
  { apiBase }: ConnectStripeOptions = {},
): Promise<StripeClient> {
  const { default: Stripe } = await import("stripe");
  return new Stripe(secretKey, {
    ...(apiBase === undefined ? {} : addressOf(new URL(apiBase))),
    maxNetworkRetries: 0,
    telemetry: false,
  });
}

function addressOf({ protocol, hostname, port }: URL) {
  const secure = protocol === "https:";
  return {
    protocol: secure ? "https" as const : "http" as const,
    host: hostname,
    port: port === "" ? (secure ? 443 : 80) : Number(port),
  };
}
