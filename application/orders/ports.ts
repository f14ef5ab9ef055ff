/** What the use cases of orders need from outside, beside the payment gateway. */

import type { CustomerId } from "../../domain/orders/customer_id.ts";
import type { CancelledOrder, Order } from "../../domain/orders/order.ts";
import type { OrderEvent } from "../../domain/orders/order_events.ts";
import type { OrderId } from "../../domain/orders/order_id.ts";
import type { ProductFacts } from "../../domain/orders/order_item.ts";
import type { CommandContext } from "../command_context.ts";
import type { Saved, Stored } from "../store/collection.ts";
import type { Page } from "../store/store.ts";

/** Which orders to list. */
export interface OrderQuery {
  /** Only those of a customer; all of them unless told. */
  readonly customerId?: CustomerId | undefined;
  /** At least 1. */
  readonly limit: number;
  /** The `next` of the page before. */
  readonly after?: string | undefined;
}

/**
 * The orders while one of them is changed. State and events are staged together. Every call after
 * the end of the work is an error.
 */
export interface OrderChanges {
  readonly get: (id: OrderId) => Promise<Stored<Order> | undefined>;
  /** Stages an order whose id none had before. */
  readonly add: (order: Order, events: readonly OrderEvent[]) => void;
  /** Stages an order over the one that was read. */
  readonly save: (order: Order, events: readonly OrderEvent[]) => void;
}

/** All orders. */
export interface OrderRepository {
  /**
   * Runs work and commits what it staged, all or nothing. When another change came first the work
   * runs again on fresh data, so it must not touch the outside world. Answers the order that the
   * work returned, with the version and position of the commit. With a command id the work has one
   * effect and one answer.
   *
   * @throws {CommandIdReused} when the command id was another command
   */
  readonly change: (
    work: (orders: OrderChanges) => Promise<Order>,
    context?: CommandContext,
  ) => Promise<Saved<Order>>;
  readonly get: (id: OrderId) => Promise<Stored<Order> | undefined>;
  /** Lists in the order of placing. */
  readonly list: (query: OrderQuery) => Promise<Page<Stored<Order>>>;
}

/**
 * Tells what a product is called and costs, and how many units can be had; `undefined` when there is
 * none. Rejects, within a time of its own, when the catalogue does not answer.
 */
export type FindProduct = (id: string) => Promise<ProductFacts | undefined>;

/** Whose reservation is meant. */
export interface StockClaim {
  readonly order: string;
  /** 1, 2, ...: each attempt to confirm an order has a reservation of its own. */
  readonly attempt: number;
}

/** What is to be put aside. */
export interface StockRequest extends StockClaim {
  /** At least one, no product twice. */
  readonly lines: readonly { readonly productId: string; readonly quantity: number }[];
}

/**
 * What an attempt came to, the same however often it asks: all is put aside; nothing, for there is
 * too little of one product, or no such product; or nothing, for the attempt was released before.
 */
export type StockOutcome =
  | { readonly status: "reserved" }
  | { readonly status: "out-of-stock"; readonly productId: string }
  | { readonly status: "released" };

/**
 * Puts all of it aside or nothing, once for each attempt. When it rejects, or its signal is aborted,
 * it may have happened or not, or still happen: the caller asks again, or releases.
 */
export type ReserveStock = (request: StockRequest, signal: AbortSignal) => Promise<StockOutcome>;

/**
 * Gives back whatever an attempt holds, once. A reservation of the same attempt that arrives later
 * takes nothing. When it rejects the caller asks again.
 */
export type ReleaseStock = (claim: StockClaim, signal: AbortSignal) => Promise<unknown>;

/** What goes with a notice. */
export interface NoticeContext {
  /** The same key is the same notice: it may be asked for again, and should arrive once. */
  readonly idempotencyKey: string;
  readonly signal: AbortSignal;
}

/** Tells customers what became of their orders. Rejects when it must be asked again. */
export interface NotifyCustomer {
  readonly confirmed: (order: Order, context: NoticeContext) => Promise<void>;
  readonly cancelled: (order: CancelledOrder, context: NoticeContext) => Promise<void>;
}

/** Tells where a customer is written to; `undefined` when nowhere. */
export type FindCustomerAddress = (customer: CustomerId) => Promise<string | undefined>;

/** Gives work on an order that was parked after too many failures a new life, on somebody's word. */
export type ResumeFulfilment = (order: OrderId, actor: string) => Promise<void>;
