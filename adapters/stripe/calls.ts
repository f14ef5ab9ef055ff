/** Requests to Stripe, with a deadline, an end by the signal, and errors in the port's words. */

import { PaymentRefused, PaymentUnavailable } from "../../application/orders/payment_errors.ts";
import type { StripeRequest } from "./client.ts";
import { isRefusal, readStripeError, type StripeError } from "./stripe_error.ts";

/** A call of the port, and the requests it makes. */
export interface Call {
  /** What is done, such as `complete payment "pi_1"`. */
  readonly action: string;
  readonly signal: AbortSignal;
  /** Milliseconds until a request that has no answer is given up. */
  readonly timeout: number;
}

/** An answer, or the error that Stripe answered with. */
export type Answer<Value> = { readonly value: Value; readonly error?: undefined } | NoAnswer;

/** The error that came instead of an answer, and as it was thrown. */
export interface NoAnswer {
  readonly error: StripeError;
  readonly cause: unknown;
}

/**
 * Sends a request. What Stripe refuses is returned, for the caller to tell apart.
 *
 * The client's own repetitions are off: whoever calls the port repeats, with back-off and a record.
 * (It repeats once, under the same key, when a connection that was kept open is found closed.)
 *
 * @throws {PaymentUnavailable} when there is no answer, or one that says nothing about the request
 */
export async function ask<Value>(
  call: Call,
  send: (request: StripeRequest) => PromiseLike<Value>,
): Promise<Answer<Value>> {
  return judged(call, await attempt(call, send, {}));
}

/** How something is created once. */
export interface Creation<Value> {
  readonly send: (request: StripeRequest) => PromiseLike<Value>;
  readonly keys: readonly string[];
  /** Looks for what a request that ended in an error may have created all the same. */
  readonly find: () => Promise<Value | undefined>;
}

/**
 * Sends a creation under the first of its keys whose stored answer is no error. Stripe repeats what
 * it answered to a key for at least a day, errors too, so a repeated error asks for the next key. All
 * processes go through the same keys in the same order, and meet at the same result.
 *
 * @throws {PaymentUnavailable} when there is no answer, or one that says nothing about the request
 */
export async function create<Value>(
  call: Call,
  { send, keys, find }: Creation<Value>,
): Promise<Answer<Value>> {
  let answer: Answer<Value> = noKeys;
  for (const idempotencyKey of keys) {
    answer = await attempt(call, send, { idempotencyKey });
    if (!answer.error?.replayed) break;
    const found = await find();
    if (found !== undefined) return { value: found };
  }
  return judged(call, answer);
}

/**
 * Gives the value of an answer.
 *
 * @throws {PaymentRefused} when there is none
 */
export function mustHave<Value>(call: Call, answer: Answer<Value>): Value {
  if (answer.error === undefined) return answer.value;
  throw refused(call, answer);
}

/** What a refusal is, where it means nothing else. */
export function refused({ action }: Call, { error, cause }: NoAnswer): PaymentRefused {
  return new PaymentRefused(action, error.message, { cause });
}

const noKeys = { error: readStripeError(new Error("no key is left")), cause: undefined };

async function attempt<Value>(
  { signal, timeout }: Call,
  send: (request: StripeRequest) => PromiseLike<Value>,
  key: Pick<StripeRequest, "idempotencyKey">,
): Promise<Answer<Value>> {
  try {
    signal.throwIfAborted();
    const answer = send({ timeout, maxNetworkRetries: 0, ...key });
    return { value: await untilAborted(signal, answer) };
  } catch (cause) {
    return { error: readStripeError(cause), cause };
  }
}

function judged<Value>({ action }: Call, answer: Answer<Value>): Answer<Value> {
  if (answer.error === undefined || isRefusal(answer.error)) return answer;
  throw new PaymentUnavailable(action, answer.error.message, { cause: answer.cause });
}

/** The client takes no signal: its request goes on to its deadline, and nobody listens. */
async function untilAborted<Value>(
  signal: AbortSignal,
  answer: PromiseLike<Value>,
): Promise<Value> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([answer, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
