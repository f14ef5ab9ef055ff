/** Reservations: units of products put aside for one attempt to sell an order, and given back. */

import { ReservationDiffers } from "./errors.ts";
import type { Product, StockReleased, StockReserved } from "./product.ts";
import type { ProductId } from "./product_id.ts";

/** Whose a reservation is. An attempt of an order has one, once and for ever. */
export interface ReservationKey {
  readonly order: string;
  readonly attempt: number;
}

/** So many units of one product. */
export interface ReservationLine {
  readonly productId: ProductId;
  readonly quantity: number;
}

/** What an attempt asks for; no product is named twice. */
export interface ReservationRequest extends ReservationKey {
  readonly lines: readonly ReservationLine[];
}

/** Units that are put aside. */
export interface HeldReservation extends ReservationRequest {
  readonly status: "reserved";
}

/** There was too little of a product, so nothing was put aside, and nothing ever will be. */
export interface RefusedReservation extends ReservationRequest {
  readonly status: "out-of-stock";
  readonly productId: ProductId;
}

/** Nothing is put aside any more, or was before it was asked for; and nothing ever will be. */
export interface ReleasedReservation extends ReservationKey {
  readonly status: "released";
}

/** What an attempt came to. */
export type Reservation = HeldReservation | RefusedReservation | ReleasedReservation;

/** A reservation, and the products whose stock it changed. */
export interface ReservationDecision {
  readonly reservation: Reservation;
  readonly moved: readonly {
    readonly product: Product;
    readonly event: StockReserved | StockReleased;
  }[];
}

/** A line whose product was looked up; there may be none. */
export interface StockLine extends ReservationLine {
  readonly product: Product | undefined;
}

/**
 * Puts aside all that an attempt asks for, or nothing when there is too little of any product. Of a
 * product that does not exist there is none.
 */
export function reserve(key: ReservationKey, asked: readonly StockLine[]): ReservationDecision {
  const { order, attempt } = key;
  const lines = asked.map(({ productId, quantity }) => ({ productId, quantity }));
  const short = asked.find(({ product, quantity }) => (product?.stock ?? 0) < quantity);
  if (short !== undefined) {
    const { productId } = short;
    return { reservation: { order, attempt, lines, status: "out-of-stock", productId }, moved: [] };
  }
  return {
    reservation: { order, attempt, lines, status: "reserved" },
    moved: moveAll(key, asked, "StockReserved"),
  };
}

/** Gives back all that an attempt holds, which may be nothing. */
export function release(key: ReservationKey, held: readonly StockLine[]): ReservationDecision {
  const { order, attempt } = key;
  return {
    reservation: { order, attempt, status: "released" },
    moved: moveAll(key, held, "StockReleased"),
  };
}

/**
 * Answers an attempt that was answered before: always the same, until it is released.
 *
 * @throws {ReservationDiffers} when it asks for other products than it did then
 */
export function repeat(request: ReservationRequest, earlier: Reservation): Reservation {
  if (earlier.status !== "released" && textOf(earlier.lines) !== textOf(request.lines)) {
    throw new ReservationDiffers(request);
  }
  return earlier;
}

/** A product that is no more, in a repository that lets them go, takes nothing back. */
function moveAll(
  { order, attempt }: ReservationKey,
  lines: readonly StockLine[],
  type: "StockReserved" | "StockReleased",
): ReservationDecision["moved"] {
  return lines.flatMap(({ productId, product, quantity }) => {
    if (product === undefined) return [];
    const stock = product.stock + (type === "StockReserved" ? -quantity : quantity);
    const event = { type, data: { productId, order, attempt, quantity } };
    return [{ product: { ...product, stock }, event }];
  });
}

/** One text for one set of lines, whatever their order. */
function textOf(lines: readonly ReservationLine[]): string {
  return lines.map(({ productId, quantity }) => JSON.stringify([productId, quantity])).sort()
    .join();
}
