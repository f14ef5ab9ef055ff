/** What the books of the simulated gateway say of one payment, and how its documents are read. */

import { z } from "zod";
import type { Payment, PaymentStatus } from "../../application/orders/payment_gateway.ts";
import { type Collection, collection } from "../../application/store/collection.ts";
import { type Money, parseMoney } from "../../domain/kernel/money.ts";

/** Money that went one way. */
export type LedgerMovement = {
  readonly id: string;
  readonly amount: Money;
  /** ISO 8601 UTC; in the future while a refund is pending. */
  readonly at: string;
};

/** A payment, with all money that went in and out. */
export interface LedgerEntry {
  readonly id: string;
  readonly order: string;
  readonly attempt: number;
  readonly amount: Money;
  readonly status: PaymentStatus;
  readonly reason?: string;
  /** What it was completed with; the last method, when several were tried. */
  readonly method?: string;
  /** How often completing it has failed. */
  readonly failures: number;
  /** When a payment that is processing will be taken; ISO 8601 UTC. */
  readonly due?: string;
  /** One at most, if the gateway is sound. */
  readonly charges: readonly LedgerMovement[];
  /** One at most, likewise. */
  readonly refunds: readonly LedgerMovement[];
}

const statuses = ["begun", "processing", "taken", "declined", "cancelled", "refunded"] as const;
const money = z.unknown().transform((input) => parseMoney(input));
const movement = z.object({
  id: z.string(),
  amount: money,
  at: z.iso.datetime(),
});
const shape = z.object({
  id: z.string(),
  order: z.string(),
  attempt: z.int(),
  amount: money,
  status: z.enum(statuses),
  reason: z.string().exactOptional(),
  method: z.string().exactOptional(),
  failures: z.int(),
  due: z.iso.datetime().exactOptional(),
  charges: z.array(movement),
  refunds: z.array(movement),
});

/** The collection of all payments, listed by order. */
export const ledgerEntries: Collection<LedgerEntry> = collection<LedgerEntry>({
  name: "simulated-payments",
  id: ({ id }) => id,
  schema: { version: 1, parse: (data) => shape.parse(data) },
  encode: (entry) => ({ ...entry }),
  index: ({ order }) => ({ order }),
});

/** Shows a payment to those outside. */
export function paymentOf({ id, status, reason }: LedgerEntry): Payment {
  return reason === undefined ? { id, status } : { id, status, reason };
}
