/** The PaymentGateway port over a gateway that moves no money, for demos and tests. */

import {
  PaymentRefused,
  PaymentUnavailable,
  UnknownPayment,
} from "../../application/orders/payment_errors.ts";
import type { FindPayment, PaymentGateway } from "../../application/orders/payment_gateway.ts";
import type { Clock } from "../../application/ports.ts";
import type { Page } from "../../application/store/store.ts";
import type { UnitOfWorkPorts } from "../../application/store/unit_of_work.ts";
import type { Book, Decided, LedgerQuery } from "./book.ts";
import { type LedgerEntry, paymentOf } from "./ledger_entry.ts";
import { memoryBook } from "./memory_book.ts";
import {
  type Answering,
  begun,
  cancelled,
  completed,
  paymentId,
  refunded,
  type Time,
} from "./rules.ts";
import { settledBook } from "./settled_book.ts";
import { storedBook } from "./stored_book.ts";

/** What the gateway stands on: a clock alone, or a store too that its books are kept in. */
export type SimulatedPaymentsPorts = { readonly clock: Clock } | UnitOfWorkPorts;

/** How the gateway behaves. */
export interface SimulatedPaymentsOptions {
  /** Milliseconds that late answers and pending refunds take; 30,000 unless told. */
  readonly delay?: number;
}

/** Lists payments with all money that went in and out, ordered by id, page by page. */
export type ReadLedger = (query: LedgerQuery) => Promise<Page<LedgerEntry>>;

/** A gateway whose books can be read. */
export interface SimulatedPayments extends PaymentGateway {
  readonly ledger: ReadLedger;
}

/**
 * Opens a gateway that does what the payment method says, the same every time:
 *
 * - `pm_card_visa`, `pm_card_mastercard`: the money is taken.
 * - `pm_card_chargeDeclined`, `pm_card_chargeDeclinedInsufficientFunds`: declined; so is every method
 *   that is not in this list.
 * - `pm_card_hang`: never answers, and takes nothing.
 * - `pm_card_chargeHang`: takes the money, and never answers.
 * - `pm_card_chargeLost`: takes the money, and the answer gets lost.
 * - `pm_card_slow`: takes the money late, and answers then. Also when nobody waits for it any more;
 *   but not when it was cancelled by then.
 * - `pm_card_processing`: answers `processing`, and takes the money late; it cannot be cancelled.
 * - `pm_card_fail3Times`: fails three times (any number to 999) and takes nothing, then takes the money.
 * - `pm_card_pendingRefund`, `pm_card_refundFail`: taken; giving it back is late, or is refused.
 *
 * With a store its books outlive the process, and several processes share one gateway.
 *
 * @example
 * ```ts
 * import { parseMoney } from "@portico/core";
 * import { simulatedPayments } from "@portico/core/simulated";
 * import { systemClock } from "@portico/core/system";
 *
 * const payments = simulatedPayments({ clock: systemClock() });
 * const { signal } = new AbortController();
 * const amount = parseMoney({ amount: 11_999, currency: "USD" });
 * const { id } = await payments.begin({ order: "1", attempt: 1, amount }, signal);
 * await payments.complete({ id, method: "pm_card_visa" }, signal); // { id, status: "taken" }
 * await payments.complete({ id, method: "pm_card_visa" }, signal); // the same, and no more money
 * const { items } = await payments.ledger({ order: "1", limit: 10 });
 * items[0]?.charges.length; // 1
 * ```
 */
export function simulatedPayments(
  ports: SimulatedPaymentsPorts,
  { delay = 30_000 }: SimulatedPaymentsOptions = {},
): SimulatedPayments {
  const { clock } = ports;
  const book = settledBook("store" in ports ? storedBook(ports) : memoryBook(), clock);
  const change = changeOf(book, () => ({ now: clock.now(), delay }));

  return {
    begin: (payment, signal) =>
      answered(
        `begin a payment for order "${payment.order}"`,
        signal,
        () => book.change(idOf(payment), (entry) => begun(entry, payment)),
      ),
    complete: ({ id, method }, signal) =>
      answered(`complete payment "${id}"`, signal, async () => {
        const answering = await change(id, (entry, time) => completed(entry, method, time));
        await untilAnswered(answering, { clock, delay, signal });
        return await change(id, (entry) => ({ entry, result: paymentOf(entry) }));
      }),
    lookup: (payment, signal) =>
      answered("look a payment up", signal, async () => {
        const entry = await book.read(idOf(payment));
        return entry && paymentOf(entry);
      }),
    cancel: ({ id }, signal) =>
      answered(`cancel payment "${id}"`, signal, () => change(id, cancelled)),
    refund: ({ id }, signal) =>
      answered(`refund payment "${id}"`, signal, () => change(id, refunded)),
    ledger: book.list,
  };
}

type Change = <Result>(
  id: string,
  decide: (entry: LedgerEntry, time: Time) => Decided<Result>,
) => Promise<Result>;

/** Changes payments that exist. */
function changeOf(book: Book, time: () => Time): Change {
  return (id, decide) =>
    book.change(id, (entry) => {
      if (entry === undefined) throw new UnknownPayment(id);
      return decide(entry, time());
    });
}

function idOf(payment: FindPayment): string {
  return "id" in payment ? payment.id : paymentId(payment.order, payment.attempt);
}

/** Runs a call; whatever is no answer of the gateway is that there was none. */
async function answered<Result>(
  action: string,
  signal: AbortSignal,
  call: () => Promise<Result>,
): Promise<Result> {
  try {
    signal.throwIfAborted();
    return await call();
  } catch (error) {
    if (error instanceof UnknownPayment || error instanceof PaymentRefused) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new PaymentUnavailable(action, reason, { cause: error });
  }
}

interface Patience {
  readonly clock: Clock;
  readonly delay: number;
  readonly signal: AbortSignal;
}

async function untilAnswered(
  answering: Answering,
  { clock, delay, signal }: Patience,
): Promise<void> {
  if (answering === "fail") throw new Error("the connection was lost");
  if (answering === "hang") await aborted(signal);
  if (answering === "wait") await clock.sleep(delay, signal);
  signal.throwIfAborted();
}

async function aborted(signal: AbortSignal): Promise<void> {
  const over = Promise.withResolvers<void>();
  signal.addEventListener("abort", () => over.resolve(), { once: true });
  if (signal.aborted) over.resolve();
  await over.promise;
}
