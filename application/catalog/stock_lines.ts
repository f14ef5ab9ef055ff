/** What reserving and releasing have in common: products are looked up, and then staged. */

import type {
  Reservation,
  ReservationDecision,
  ReservationLine,
  StockLine,
} from "../../domain/catalog/reservation.ts";
import type { StockChanges } from "./ports.ts";

/** Looks the products of all lines up, at the same time. */
export async function lookedUp(
  stock: Pick<StockChanges, "get">,
  lines: readonly ReservationLine[],
): Promise<readonly StockLine[]> {
  return await Promise.all(lines.map(async (line) => ({
    ...line,
    product: await stock.get(line.productId),
  })));
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
