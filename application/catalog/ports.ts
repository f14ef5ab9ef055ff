/** What the use cases of the catalog need from outside. */

import type { CategoryId } from "../../domain/catalog/category_id.ts";
import type { Product, ProductCreated, ProductEvent } from "../../domain/catalog/product.ts";
import type { ProductId } from "../../domain/catalog/product_id.ts";
import type { Reservation, ReservationKey } from "../../domain/catalog/reservation.ts";
import type { CommandContext } from "../command_context.ts";
import type { Saved, Stored } from "../store/collection.ts";
import type { Page } from "../store/store.ts";

/** Which products to list. */
export interface ProductQuery {
  /** Only those of a category; all of them unless told. */
  readonly categoryId?: CategoryId | undefined;
  /** At least 1. */
  readonly limit: number;
  /** The `next` of the page before. */
  readonly after?: string | undefined;
}

/**
 * The products while some of them are changed. State and event are staged together; reads see what
 * was staged. Every call after the end of the work is an error.
 */
export interface ProductChanges {
  readonly get: (id: ProductId) => Promise<Stored<Product> | undefined>;
  /** Stages a product whose id none had before. */
  readonly add: (product: Product, event: ProductCreated) => void;
  /** Stages a product over the one that was read. */
  readonly save: (product: Product, event: ProductEvent) => void;
}

/** Products and a reservation while stock moves between them. */
export interface StockChanges extends Pick<ProductChanges, "get" | "save"> {
  readonly getReservation: (key: ReservationKey) => Promise<Reservation | undefined>;
  /** Stages a reservation over the one that was read. It is kept for ever. */
  readonly saveReservation: (reservation: Reservation) => void;
}

/** A reservation as a commit left it, and the log's position then. */
export interface SavedReservation {
  readonly reservation: Reservation;
  readonly position: number;
}

/**
 * All products, and what of them is reserved. Work runs and what it staged is committed, all or
 * nothing. When another change came first the work runs again on fresh data, so it must not touch
 * the outside world.
 */
export interface ProductRepository {
  /**
   * Changes products. Answers the product that the work returned, with the version and position of
   * the commit. With a command id the work has one effect and one answer.
   *
   * @throws {CommandIdReused} when the command id was another command
   */
  readonly change: (
    work: (products: ProductChanges) => Promise<Product>,
    context?: CommandContext,
  ) => Promise<Saved<Product>>;
  /**
   * Changes a reservation and the stock of its products. The reservation itself is the memory of
   * what was asked for before, so a command id is noted in the events and nothing else.
   */
  readonly changeStock: (
    work: (stock: StockChanges) => Promise<Reservation>,
    context?: CommandContext,
  ) => Promise<SavedReservation>;
  readonly get: (id: ProductId) => Promise<Stored<Product> | undefined>;
  /** Lists in the order of creation. */
  readonly list: (query: ProductQuery) => Promise<Page<Stored<Product>>>;
}
