/** What a store holds of orders and their money, looked at without the server. */

import { readMailbox } from "../../adapters/mailbox/read_mailbox.ts";
import { simulatedPayments } from "../../adapters/simulated/payments.ts";
import { sqliteStore } from "../../adapters/sqlite/store.ts";
import { randomIds, systemRandom } from "../../adapters/system/chance.ts";
import { systemClock } from "../../adapters/system/clock.ts";
import { productRepository } from "../../application/catalog/product_repository.ts";
import { orderRepository } from "../../application/orders/order_repository.ts";
import { readAllPages } from "./stored.ts";

/** An order, and how often money was taken for it and given back. */
export interface SoldOrder {
  readonly id: string;
  readonly status: string;
  readonly charges: number;
  readonly refunds: number;
}

/** Everything about orders. */
export interface Sold {
  readonly orders: readonly SoldOrder[];
  /** Units of all products that nobody has reserved. */
  readonly stock: number;
  /** Which orders customers were told of, once for each mail. */
  readonly notices: {
    readonly confirmed: readonly string[];
    readonly cancelled: readonly string[];
  };
}

/** Reads a file that no server uses any more. */
export async function readSold(path: string): Promise<Sold> {
  const ports = { clock: systemClock(), newId: randomIds(), random: systemRandom() };
  await using store = await sqliteStore(path, ports);
  const machinery = { ...ports, store };
  const payments = await readAllPages(simulatedPayments(machinery).ledger);
  const mails = await readAllPages(readMailbox(store));
  const products = await readAllPages(productRepository(machinery).list);
  const orders = await readAllPages(orderRepository(machinery).list);
  const told = (what: string) =>
    mails.filter(({ subject }) => subject.endsWith(what)).map(({ about }) => about);
  return {
    orders: orders.map(({ id, status }) => {
      const paid = payments.filter(({ order }) => order === id);
      return {
        id,
        status,
        charges: paid.flatMap(({ charges }) => charges).length,
        refunds: paid.flatMap(({ refunds }) => refunds).length,
      };
    }),
    stock: products.reduce((sum, { stock }) => sum + stock, 0),
    notices: { confirmed: told("confirmed"), cancelled: told("cancelled") },
  };
}
