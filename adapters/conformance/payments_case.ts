/** What a case of the payment kit works with: one order, and the calls most cases make. */

import assert from "node:assert/strict";
import type { Payment, PaymentStatus } from "../../application/orders/payment_gateway.ts";
import { type Money, parseMoney } from "../../domain/kernel/money.ts";
import { pause, requireError, settle } from "./assertions.ts";
import type { PaymentCapabilities, PaymentPlace } from "./payments_place.ts";

/** A case of the kit. */
export interface PaymentCase {
  readonly does: string;
  readonly needs?: keyof PaymentCapabilities;
  readonly run: (scene: PaymentScene) => Promise<void>;
}

/** A place with an order of its own. */
export interface PaymentScene extends PaymentPlace {
  /** The id of the order; no other case has it. */
  readonly order: string;
  /** Where the chance of the run begins. */
  readonly seed: number;
  /** Begins a payment of {@linkcode price} for an attempt, the first unless told. */
  readonly begin: (attempt?: number) => Promise<Payment>;
  /** Begins and completes a payment for an attempt, the first unless told. */
  readonly pay: (attempt?: number) => Promise<Payment>;
  /** Requires a payment to stand so, and just this money to have moved for the order. */
  readonly expect: (id: string, expected: Expected) => Promise<void>;
}

/** Where a payment should stand, and what should have moved for its order. */
export interface Expected {
  readonly status: PaymentStatus;
  readonly charged?: readonly number[];
  readonly refunded?: readonly number[];
}

/** What every payment of the kit is about. */
export const price: Money = parseMoney({ amount: 11_999, currency: "USD" });

/** A signal that is never aborted. */
export const patient: AbortSignal = new AbortController().signal;

export function openScene(place: PaymentPlace, seed: number): PaymentScene {
  const { gateway, method, movements } = place;
  const order = `kit-${crypto.randomUUID()}`;
  const begin = (attempt = 1) => gateway.begin({ order, attempt, amount: price }, patient);
  return {
    ...place,
    order,
    seed,
    begin,
    pay: async (attempt) => {
      const { id } = await begin(attempt);
      return await gateway.complete({ id, method: method("pay") }, patient);
    },
    expect: async (id, { status, charged = [], refunded = [] }) => {
      const payment = await gateway.lookup({ id }, patient);
      assert.equal(payment?.status, status);
      assert.deepEqual(await movements(order), { charged, refunded });
    },
    [Symbol.asyncDispose]: () => place[Symbol.asyncDispose](),
  };
}

/** Makes calls at the same time; some may find no answer, and none may fail otherwise. */
export async function race<Answer>(
  calls: readonly (() => Promise<Answer>)[],
): Promise<readonly Answer[]> {
  const { fulfilled, rejected } = await settle(calls.map((call) => call()));
  for (const error of rejected) requireError(error, "payments/unavailable");
  return fulfilled;
}

/** Makes a call again until there is an answer, as a caller would. */
export async function insist<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  for (let wait = 1; wait < 1000; wait *= 2) {
    const [answer] = await race([async () => ({ value: await call() })]);
    if (answer !== undefined) return answer.value;
    await pause(wait);
  }
  return await call();
}
