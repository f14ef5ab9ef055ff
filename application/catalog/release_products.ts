/** Giving back what was put aside for an order. */

import { release, type ReservationKey } from "../../domain/catalog/reservation.ts";
import { parseReservationKey } from "../../domain/catalog/reservation_request.ts";
import type { CommandContext } from "../command_context.ts";
import type { ProductRepository } from "./ports.ts";
import { lookedUp, staged } from "./stock_lines.ts";

/** Asks that one attempt to sell an order holds nothing any more. */
export interface ReleaseProducts extends ReservationKey {}

/** What releasing needs. */
export interface ReleaseProductsPorts {
  readonly products: Pick<ProductRepository, "changeStock">;
}

/** The attempt holds nothing, and never will; and the log's position then. */
export interface ReleaseOutcome {
  readonly status: "released";
  readonly position: number;
}

/**
 * Gives back all that an attempt of an order holds, once. An attempt that was never seen is marked
 * too, so that a reservation on its way that arrives late takes nothing.
 *
 * @throws {InvalidInput} naming every wrong field
 */
export async function releaseProducts(
  { products }: ReleaseProductsPorts,
  command: ReleaseProducts,
  context: CommandContext = {},
): Promise<ReleaseOutcome> {
  const key = parseReservationKey(command);
  const { position } = await products.changeStock(async (stock) => {
    const earlier = await stock.getReservation(key);
    if (earlier?.status === "released") return earlier;
    const held = earlier?.status === "reserved" ? earlier.lines : [];
    return staged(stock, release(key, await lookedUp(stock, held)));
  }, context);
  return { status: "released", position };
}
