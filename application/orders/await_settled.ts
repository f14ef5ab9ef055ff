/** Waiting for what becomes of an attempt to confirm or cancel an order. */

import { isUnsettled, type Order } from "../../domain/orders/order.ts";
import type { Clock } from "../ports.ts";
import type { Stored } from "../store/collection.ts";
import type { OrderRepository } from "./ports.ts";
import { requireOrder } from "./require_order.ts";

/** Asks for an order once it is settled. */
export interface AwaitSettled {
  readonly id: string;
  /** Milliseconds to wait at most; 2000 unless told. */
  readonly within?: number | undefined;
}

/** What waiting needs. */
export interface AwaitSettledPorts {
  readonly orders: Pick<OrderRepository, "get">;
  readonly clock: Pick<Clock, "monotonic" | "sleep">;
}

/** Milliseconds between two looks at an order. */
const FIRST_PAUSE = 2;
const LONGEST_PAUSE = 25;

/**
 * Gives an order as soon as no attempt to confirm or cancel it is running, or, when the time is up or
 * the signal is aborted, as it is then.
 *
 * @throws {OrderNotFound}
 */
export async function awaitSettled(
  { orders, clock }: AwaitSettledPorts,
  { id, within = 2000 }: AwaitSettled,
  signal?: AbortSignal,
): Promise<Stored<Order>> {
  const deadline = clock.monotonic() + within;
  let pause = FIRST_PAUSE;
  for (;;) {
    const order = await requireOrder(orders, { id });
    const left = deadline - clock.monotonic();
    if (!isUnsettled(order) || left <= 0 || signal?.aborted) return order;
    await clock.sleep(Math.min(pause, left), signal);
    pause = Math.min(LONGEST_PAUSE, pause * 2);
  }
}
