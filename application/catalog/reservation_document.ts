/** Reservations as documents: one for each attempt of an order, kept for ever. */

import { z } from "zod";
import type { Reservation, ReservationKey } from "../../domain/catalog/reservation.ts";
import { type Collection, collection } from "../store/collection.ts";

const key = { order: z.string(), attempt: z.int().positive() };
const lines = z.array(z.object({ productId: z.string(), quantity: z.int().positive() }));
const shape = z.discriminatedUnion("status", [
  z.object({ ...key, status: z.literal("reserved"), lines }),
  z.object({ ...key, status: z.literal("out-of-stock"), lines, productId: z.string() }),
  z.object({ ...key, status: z.literal("released") }),
]);

/** The collection of all reservations. */
export const reservationDocuments: Collection<Reservation> = collection<Reservation>({
  name: "reservations",
  id: reservationId,
  schema: { version: 1, parse: (data) => shape.parse(data) as Reservation },
  encode: (reservation) => shape.parse(reservation),
});

/** Names the document of a reservation. Attempts are numbers, so no two have one name. */
export function reservationId({ order, attempt }: ReservationKey): string {
  return `${order}/${attempt}`;
}
