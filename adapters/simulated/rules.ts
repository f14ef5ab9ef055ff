/** What the simulated gateway does to its books, as pure functions of an entry and the time. */

import { PaymentRefused } from "../../application/orders/payment_errors.ts";
import type { BeginPayment, Payment, Refund } from "../../application/orders/payment_gateway.ts";
import { isSameMoney } from "../../domain/kernel/money.ts";
import type { Decided } from "./book.ts";
import { type LedgerEntry, type LedgerMovement, paymentOf } from "./ledger_entry.ts";
import { type Behaviour, behaviourOf, refundBehaviourOf } from "./test_method.ts";

/** When something happens, and how long late things take, in milliseconds. */
export interface Time {
  readonly now: number;
  readonly delay: number;
}

/** How the gateway answers a call: with the entry, not at all, later, or with an error. */
export type Answering = "answer" | "hang" | "wait" | "fail";

/** The id of a payment, by what it is for. */
export function paymentId(order: string, attempt: number): string {
  return `pay_${order}_${attempt}`;
}

/** Opens a payment, or finds it as it is by now. */
export function begun(before: LedgerEntry | undefined, payment: BeginPayment): Decided<Payment> {
  const { order, attempt, amount } = payment;
  const entry = before ?? {
    id: paymentId(order, attempt),
    order,
    attempt,
    amount,
    status: "begun",
    failures: 0,
    charges: [],
    refunds: [],
  };
  if (!isSameMoney(entry.amount, amount)) {
    throw new PaymentRefused(
      `begin attempt ${attempt} to pay order "${order}"`,
      "it was begun with another amount",
    );
  }
  return { entry, result: paymentOf(entry) };
}

/** Completes a payment with a method, or leaves it if it has been completed or ended before. */
export function completed(entry: LedgerEntry, method: string, time: Time): Decided<Answering> {
  if (entry.status !== "begun") return { entry, result: "answer" };
  const behaviour = behaviourOf(method);
  return {
    entry: { ...entry, ...effectOf(behaviour, entry, time), method },
    result: answeringOf(behaviour, entry),
  };
}

/** Cancels a payment, unless its money was taken or can no more be stopped. */
export function cancelled(entry: LedgerEntry): Decided<Payment> {
  const { due: _, ...rest } = entry;
  const after = isStoppable(entry) ? { ...rest, status: "cancelled" as const } : entry;
  return { entry: after, result: paymentOf(after) };
}

/** Gives the money of a payment back, unless there is none or it was given back before. */
export function refunded(entry: LedgerEntry, { now, delay }: Time): Decided<Refund> {
  const [earlier] = entry.refunds;
  if (earlier !== undefined) return { entry, result: refundOf(earlier, now) };
  if (entry.status !== "taken") return { entry, result: refused("No money was taken") };
  const behaviour = refundBehaviourOf(entry.method ?? "");
  if (behaviour === "refuse") return { entry, result: refused("The card takes no money back") };
  const at = isoTime(behaviour === "give" ? now : now + delay);
  const refund = { id: `re_${entry.id}`, amount: entry.amount, at };
  return {
    entry: { ...entry, status: "refunded", refunds: [refund] },
    result: refundOf(refund, now),
  };
}

/** Takes the money of a payment that is processing and due by now. */
export function settled(entry: LedgerEntry, now: number): LedgerEntry {
  if (entry.due === undefined || Date.parse(entry.due) > now) return entry;
  const { due, ...rest } = entry;
  return { ...rest, ...charged(rest, due) };
}

function isStoppable({ status, method = "" }: LedgerEntry): boolean {
  return status === "begun" || (status === "processing" && behaviourOf(method).does !== "process");
}

function effectOf(
  behaviour: Behaviour,
  entry: LedgerEntry,
  { now, delay }: Time,
): Partial<LedgerEntry> {
  switch (behaviour.does) {
    case "take":
    case "take and hang":
    case "take and lose":
      return charged(entry, isoTime(now));
    case "take late":
    case "process":
      return { status: "processing", due: isoTime(now + delay) };
    case "decline":
      return { status: "declined", reason: behaviour.reason };
    case "fail":
      return entry.failures < behaviour.times
        ? { failures: entry.failures + 1 }
        : charged(entry, isoTime(now));
    case "hang":
      return {};
  }
}

function answeringOf(behaviour: Behaviour, entry: LedgerEntry): Answering {
  switch (behaviour.does) {
    case "take":
    case "process":
    case "decline":
      return "answer";
    case "hang":
    case "take and hang":
      return "hang";
    case "take late":
      return "wait";
    case "take and lose":
      return "fail";
    case "fail":
      return entry.failures < behaviour.times ? "fail" : "answer";
  }
}

function charged({ id, amount, charges }: LedgerEntry, at: string): Partial<LedgerEntry> {
  return { status: "taken", charges: [...charges, { id: `ch_${id}`, amount, at }] };
}

function refundOf({ id, at }: LedgerMovement, now: number): Refund {
  return { status: Date.parse(at) > now ? "pending" : "refunded", id };
}

function refused(reason: string): Refund {
  return { status: "refused", reason };
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
