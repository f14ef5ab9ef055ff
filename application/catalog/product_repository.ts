/** The products of a store: each a document, with its events in a stream, committed together. */

import type { Product, ProductEvent } from "../../domain/catalog/product.ts";
import type { Reservation } from "../../domain/catalog/reservation.ts";
import { type CommandContext, metadataOf } from "../command_context.ts";
import { changeOne } from "../store/change_one.ts";
import type { Expectation } from "../store/store.ts";
import type { Transaction } from "../store/transaction.ts";
import { unitOfWork, type UnitOfWorkPorts } from "../store/unit_of_work.ts";
import type { ProductChanges, ProductRepository, SavedReservation, StockChanges } from "./ports.ts";
import { productCodec } from "./product_codec.ts";
import {
  encodeProduct,
  parseProduct,
  productDocuments,
  PRODUCTS,
  productsOf,
} from "./product_document.ts";
import { reservationDocuments, reservationId } from "./reservation_document.ts";

/**
 * Keeps products, and what of them is reserved, in a store.
 *
 * @example
 * ```ts
 * import { productRepository } from "@portico/core";
 * import { memoryStore } from "@portico/core/memory";
 * import { randomIds, systemClock, systemRandom } from "@portico/core/system";
 *
 * const clock = systemClock();
 * await using store = memoryStore({ clock, newId: randomIds() });
 * const products = productRepository({ store, clock, random: systemRandom() });
 * const { items } = await products.list({ limit: 10 }); // []
 * ```
 */
export function productRepository(ports: UnitOfWorkPorts): ProductRepository {
  const documents = productDocuments.of(ports.store);
  return {
    change: (work, context) =>
      changeOne(ports, answered, (tx) => work(productChanges(tx)), context),
    changeStock: (work, context) => changeStock(ports, work, context),
    get: (id) => documents.get(id),
    list: ({ categoryId, limit, after }) =>
      documents.find({ by: productsOf(categoryId), limit, after }),
  };
}

const answered = {
  collection: PRODUCTS,
  id: (product: Product) => product.id,
  encode: encodeProduct,
  parse: parseProduct,
};

async function changeStock(
  ports: UnitOfWorkPorts,
  work: (stock: StockChanges) => Promise<Reservation>,
  context: CommandContext = {},
): Promise<SavedReservation> {
  const { result: reservation, committed } = await unitOfWork(
    ports,
    (tx) => work(stockChanges(tx)),
    { metadata: metadataOf(context) },
  );
  return { reservation, position: committed?.position ?? await ports.store.head() };
}

function productChanges(tx: Transaction): ProductChanges {
  const documents = productDocuments.within(tx);

  function stage(product: Product, event: ProductEvent, expect?: Expectation): void {
    documents.save(product, expect);
    tx.append(`product/${product.id}`, [productCodec.encode(event)], expect ?? "some");
  }

  return {
    get: (id) => documents.get(id),
    add: (product, event) => stage(product, event, "none"),
    save: (product, event) => stage(product, event),
  };
}

function stockChanges(tx: Transaction): StockChanges {
  const { get, save } = productChanges(tx);
  const reservations = reservationDocuments.within(tx);
  return {
    get,
    save,
    getReservation: async (key) => {
      const stored = await reservations.get(reservationId(key));
      if (stored === undefined) return undefined;
      const { version: _, ...reservation } = stored;
      return reservation;
    },
    saveReservation: (reservation) => reservations.save(reservation),
  };
}
