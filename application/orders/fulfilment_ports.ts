/** What seeing to the stock and the money of orders needs. */

import { DomainError } from "../../domain/kernel/errors.ts";
import type { Log } from "../ports.ts";
import type { Metadata } from "../store/store.ts";
import type { PaymentGateway } from "./payment_gateway.ts";
import type { OrderRepository, ReleaseStock, ReserveStock } from "./ports.ts";

/** What seeing to the stock and the money of orders needs. */
export interface FulfilmentPorts {
  readonly orders: Pick<OrderRepository, "change" | "get">;
  readonly reserveStock: ReserveStock;
  readonly releaseStock: ReleaseStock;
  readonly payments: PaymentGateway;
  readonly log: Log;
}

/** On whose behalf something is seen to, and how long. */
export interface FulfilmentContext {
  /** Aborted when the time is up: the same is tried again later. */
  readonly signal: AbortSignal;
  /** Correlation and causation for the events that follow. */
  readonly metadata?: Metadata | undefined;
}

/** The gateway has no result yet, so nothing can be decided: it is asked again. */
export class PaymentUnsettled extends DomainError {
  override readonly code = "orders/payment-unsettled";
  override readonly kind = "unavailable";
  readonly paymentId: string;

  constructor(paymentId: string) {
    super(`Cannot tell what becomes of the payment ${JSON.stringify(paymentId)} yet`);
    this.paymentId = paymentId;
  }
}
