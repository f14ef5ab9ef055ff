/** Orders: what can be asked of them, and what they need from outside beside payments. */

import { addressInCustomerId, mailCustomer } from "../../application/orders/mail_customer.ts";
import { orderRepository } from "../../application/orders/order_repository.ts";
import { createOrders } from "../../application/orders/orders.ts";
import { redriveFulfilment } from "../../application/orders/resume_fulfilment.ts";
import { type Binding, factory } from "./binding.ts";
import type { CatalogChoice } from "./config.ts";
import { sellingCatalog } from "./selling_catalog.ts";
import {
  CATALOG,
  CLOCK,
  FIND_CUSTOMER_ADDRESS,
  FIND_PRODUCT,
  LOG,
  NEW_ID,
  NOTIFY_CUSTOMER,
  ORDER_REPOSITORY,
  ORDERS,
  PAYMENTS,
  RANDOM,
  RELEASE_STOCK,
  RESERVE_STOCK,
  RESUME_FULFILMENT,
  SELLING,
  SEND_EMAIL,
  STORE,
} from "./tokens.ts";

/** Binds the context of orders, over the catalogue that was chosen. */
export function ordersFactory(catalog: CatalogChoice): readonly Binding[] {
  const machinery = { store: STORE, clock: CLOCK, random: RANDOM };
  const adapter = catalog.scheme === "own" ? "in process" : "http";
  return [
    sellingFactory(catalog),
    factory(FIND_PRODUCT, adapter, { selling: SELLING }, ({ selling }) => selling.findProduct),
    factory(RESERVE_STOCK, adapter, { selling: SELLING }, ({ selling }) => selling.reserveStock),
    factory(RELEASE_STOCK, adapter, { selling: SELLING }, ({ selling }) => selling.releaseStock),
    factory(FIND_CUSTOMER_ADDRESS, "the customer's id", {}, () => addressInCustomerId),
    factory(NOTIFY_CUSTOMER, "mail", {
      sendEmail: SEND_EMAIL,
      findCustomerAddress: FIND_CUSTOMER_ADDRESS,
    }, mailCustomer),
    factory(ORDER_REPOSITORY, "documents of the store", machinery, orderRepository),
    factory(RESUME_FULFILMENT, "dead letters of the store", machinery, redriveFulfilment),
    factory(ORDERS, "in process", {
      orders: ORDER_REPOSITORY,
      findProduct: FIND_PRODUCT,
      reserveStock: RESERVE_STOCK,
      releaseStock: RELEASE_STOCK,
      payments: PAYMENTS,
      resumeFulfilment: RESUME_FULFILMENT,
      clock: CLOCK,
      newId: NEW_ID,
      log: LOG,
    }, createOrders),
  ];
}

function sellingFactory(catalog: CatalogChoice): Binding {
  if (catalog.scheme === "own") {
    return factory(
      SELLING,
      "in process",
      { catalog: CATALOG },
      ({ catalog }) => sellingCatalog(catalog),
    );
  }
  const { url, token } = catalog;
  return factory(SELLING, url, { clock: CLOCK, random: RANDOM }, async (ports) => {
    const { httpCatalog } = await import("../http/catalog.ts");
    return httpCatalog({ url, token }, ports);
  });
}
