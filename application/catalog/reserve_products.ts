/** Putting units of products aside for an order. */

import { repeat, type ReservationKey, reserve } from "../../domain/catalog/reservation.ts";
import { parseReservationRequest } from "../../domain/catalog/reservation_request.ts";
import type { CommandContext } from "../command_context.ts";
import type { ProductRepository } from "./ports.ts";
import { lookedUp, staged } from "./stock_lines.ts";

/** Asks for units of products, all or none, for one attempt to sell an order. */
export interface ReserveProducts extends ReservationKey {
  /** At least one, no product twice. */
  readonly lines: readonly { readonly productId: string; readonly quantity: number }[];
}

/** What reserving needs. */
export interface ReserveProductsPorts {
  readonly products: Pick<ProductRepository, "changeStock">;
}

/** What an attempt came to, and the log's position then. */
export type ReserveOutcome =
  & { readonly position: number }
  & (
    /** All of it is put aside. */
    | { readonly status: "reserved" }
    /** Nothing is put aside: there is too little of this product, or no such product. It stays so. */
    | { readonly status: "out-of-stock"; readonly productId: string }
    /** Nothing is put aside: the attempt was released before. */
    | { readonly status: "released" }
  );

/**
 * Puts aside all that an attempt of an order asks for, or nothing. An attempt is answered once and
 * for ever, however often and late it asks again: when it was refused it stays refused, and when it
 * was released it takes nothing any more. So the command id is noted in the events and nothing else.
 *
 * @throws {InvalidInput} naming every wrong field
 * @throws {ReservationDiffers} when the attempt asked for other products before
 */
export async function reserveProducts(
  { products }: ReserveProductsPorts,
  command: ReserveProducts,
  context: CommandContext = {},
): Promise<ReserveOutcome> {
  const { order, attempt, lines } = parseReservationRequest(command);
  const { reservation, position } = await products.changeStock(async (stock) => {
    const earlier = await stock.getReservation({ order, attempt });
    if (earlier !== undefined) return repeat({ order, attempt, lines }, earlier);
    return staged(stock, reserve({ order, attempt }, await lookedUp(stock, lines)));
  }, context);
  const { status } = reservation;
  if (status !== "out-of-stock") return { status, position };
  return { status, productId: reservation.productId, position };
}
