/**
 * A payment gateway that moves no money: deterministic, with test payment methods that pay, decline,
 * time out, answer late and fail, and with books that can be read.
 *
 * @module
 */

export type { LedgerQuery } from "./book.ts";
export type { LedgerEntry, LedgerMovement } from "./ledger_entry.ts";
export {
  type ReadLedger,
  type SimulatedPayments,
  simulatedPayments,
  type SimulatedPaymentsOptions,
  type SimulatedPaymentsPorts,
} from "./payments.ts";
