/** What a store holds of orders, their money and their stock, looked at without the server. */

import { readMailbox } from "../../adapters/mailbox/read_mailbox.ts";
import type { LedgerEntry } from "../../adapters/simulated/ledger_entry.ts";
import { simulatedPayments } from "../../adapters/simulated/payments.ts";
import { systemRandom } from "../../adapters/system/chance.ts";
import { systemClock } from "../../adapters/system/clock.ts";
import { productRepository } from "../../application/catalog/product_repository.ts";
import { reservationDocuments } from "../../application/catalog/reservation_document.ts";
import { orderRepository } from "../../application/orders/order_repository.ts";
import type { Stored as StoredDocument } from "../../application/store/collection.ts";
import type { Recorded, Store } from "../../application/store/store.ts";
import type { Product } from "../../domain/catalog/product.ts";
import type { Reservation } from "../../domain/catalog/reservation.ts";
import type { Order } from "../../domain/orders/order.ts";
import { readAllPages, wholeLog } from "./stored.ts";

/** Everything about orders. */
export interface Sold {
  readonly orders: readonly StoredDocument<Order>[];
  /** The books of the gateway. */
  readonly payments: readonly LedgerEntry[];
  readonly products: readonly Product[];
  readonly reservations: readonly Reservation[];
  readonly mails: readonly { readonly about: string; readonly subject: string }[];
  readonly log: readonly Recorded[];
}

/** Reads a store that no server uses any more. */
export async function readSold(store: Store): Promise<Sold> {
  const machinery = { clock: systemClock(), random: systemRandom(), store };
  return {
    orders: await readAllPages(orderRepository(machinery).list),
    payments: await readAllPages(simulatedPayments(machinery).ledger),
    products: await readAllPages(productRepository(machinery).list),
    reservations: await readAllPages(reservationDocuments.of(store).find),
    mails: await readAllPages(readMailbox(store)),
    log: await wholeLog(store),
  };
}
