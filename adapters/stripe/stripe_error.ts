/** What the errors of the client say, read without its classes. */

/** An answer of Stripe that is an error, or none at all. */
export interface StripeError {
  /** 0 when there was no answer. */
  readonly statusCode: number;
  /** Stripe's kind of problem, such as `card_error`. */
  readonly type: string;
  /** Stripe's name of the problem, such as `resource_missing`. */
  readonly code: string;
  /** The parameter it is about. */
  readonly param: string;
  readonly message: string;
  /** Whether it is the stored answer to an earlier request with the same idempotency key. */
  readonly replayed: boolean;
}

/** Reads anything that was thrown by the client. */
export function readStripeError(error: unknown): StripeError {
  const fields: Readonly<Record<string, unknown>> = error instanceof Error ? { ...error } : {};
  const { statusCode, rawType, code, param, headers } = fields;
  return {
    statusCode: typeof statusCode === "number" ? statusCode : 0,
    type: textOf(rawType),
    code: textOf(code),
    param: textOf(param),
    message: error instanceof Error ? error.message : String(error),
    replayed: isReplay(headers),
  };
}

/** Gives a message that is meant for customers: those about cards are, and no others. */
export function messageForCustomers(
  error: { readonly type?: string; readonly message?: string } | null,
): string | undefined {
  return error?.type === "card_error" ? error.message : undefined;
}

/** Tells from the headers of an answer whether it is a stored one. */
export function isReplay(headers: unknown): boolean {
  // The client shows its HTTP library's own headers, which are not the same everywhere.
  if (headers instanceof Headers) return headers.get("idempotent-replayed") === "true";
  return typeof headers === "object" && headers !== null && "idempotent-replayed" in headers &&
    headers["idempotent-replayed"] === "true";
}

/** The PaymentIntent does not exist. */
export function isUnknown({ code, param }: StripeError): boolean {
  return code === "resource_missing" && (param === "intent" || param === "payment_intent");
}

/** The PaymentIntent stands so that this cannot be done to it. */
export function isUnexpectedState({ code }: StripeError): boolean {
  return code === "payment_intent_unexpected_state";
}

/** The payment method was declined, or is none. */
export function isDecline({ statusCode, code, param }: StripeError): boolean {
  return statusCode === 402 ||
    (statusCode >= 400 && statusCode < 500 &&
      (param === "payment_method" || code.startsWith("payment_method_")));
}

/**
 * Stripe will never do what was asked. Not so are errors that say nothing about the request itself:
 * a wrong secret key (401, 403), a lock or a key in use (409), a rate limit (429).
 */
export function isRefusal({ statusCode }: StripeError): boolean {
  return statusCode === 400 || statusCode === 402 || statusCode === 404;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
