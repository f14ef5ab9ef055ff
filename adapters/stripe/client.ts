/** The part of the official Stripe client this adapter stands on; a `Stripe` of the SDK has it. */

/** How a request is made. */
export interface StripeRequest {
  readonly timeout: number;
  readonly maxNetworkRetries: number;
  readonly idempotencyKey?: string;
}

/** What came with an answer. */
export interface StripeResponse {
  readonly lastResponse: { readonly headers: object };
}

/** A PaymentIntent, as far as it is looked at. */
export interface StripeIntent {
  readonly id: string;
  /** Seconds since 1970. */
  readonly created: number;
  readonly status: string;
  readonly cancellation_reason: string | null;
  readonly last_payment_error: { readonly type?: string; readonly message?: string } | null;
  /** An id where it was not asked for. */
  readonly latest_charge: string | { readonly refunded: boolean } | null;
  readonly metadata: Readonly<Record<string, string>>;
}

/** A refund, as far as it is looked at. */
export interface StripeRefund {
  readonly id: string;
  readonly status: string | null;
  readonly failure_reason?: string;
}

/** A page of a list. */
export interface StripePage<Item> {
  readonly data: readonly Item[];
  readonly has_more: boolean;
}

/** What a PaymentIntent is made of. */
export interface StripeIntentParams {
  amount: number;
  currency: string;
  metadata: { order: string; attempt: string; purpose: string };
  automatic_payment_methods: { enabled: true; allow_redirects: "never" };
}

/** The PaymentIntents of an account. */
export interface StripeIntents {
  readonly create: (
    params: StripeIntentParams,
    request: StripeRequest,
  ) => Promise<StripeIntent & StripeResponse>;
  readonly confirm: (
    id: string,
    params: { payment_method: string; error_on_requires_action: true; expand: string[] },
    request: StripeRequest,
  ) => Promise<StripeIntent>;
  readonly retrieve: (
    id: string,
    params: { expand: string[] },
    request: StripeRequest,
  ) => Promise<StripeIntent>;
  readonly cancel: (
    id: string,
    params: {
      cancellation_reason: "abandoned" | "requested_by_customer";
      expand: string[];
    },
    request: StripeRequest,
  ) => Promise<StripeIntent>;
  readonly list: (
    params: { created: { gte: number }; limit: number; starting_after?: string },
    request: StripeRequest,
  ) => PromiseLike<StripePage<StripeIntent>>;
  readonly search: (
    params: { query: string; limit: number },
    request: StripeRequest,
  ) => PromiseLike<StripePage<StripeIntent>>;
}

/** The refunds of an account. */
export interface StripeRefunds {
  readonly create: (
    params: { payment_intent: string },
    request: StripeRequest,
  ) => Promise<StripeRefund>;
  readonly list: (
    params: { payment_intent: string; limit: number },
    request: StripeRequest,
  ) => PromiseLike<StripePage<StripeRefund>>;
}

/** A client of one account. */
export interface StripeClient {
  readonly paymentIntents: StripeIntents;
  readonly refunds: StripeRefunds;
}
