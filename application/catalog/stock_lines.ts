/** What reserving and releasing have in common: products are looked up, and then staged. */

import type {
  Reservation,
  ReservationDecision,
  ReservationLine,
  StockLine,
} from "../../domain/catalog/reservation.ts";
import { ProductNotFound } from "../../domain/catalog/errors.ts";
import type { StockChanges } from "./ports.ts";

/**
 * Looks the products of all lines up, at the same time.
 *
 * @throws {ProductNotFound} for the first that does not exist
 */
export async function lookedUp(
  stock: Pick<StockChanges, "get">,
  lines: readonly ReservationLine[],
): Promise<readonly StockLine[]> {
  const products = await Promise.all(lines.map(({ productId }) => stock.get(productId)));
  return lines.map(({ productId, quantity }, index) => {
    const product = products[index];
    if (product === undefined) throw new ProductNotFound(productId);
    return { product, quantity };
  });
}

/** Stages what was decided, and answers the reservation. */
export function staged(
  stock: Pick<StockChanges, "save" | "saveReservation">,
  { reservation, moved }: ReservationDecision,
): Reservation {
  for (const { product, event } of moved) stock.save(product, event);
  stock.saveReservation(reservation);
  return reservation;
}
