/** H-7: stock. */

import type { Fault } from "./fault.ts";

/** Stock is looked at, and taken on the strength of that. */
export const fault: Fault = {
  id: "H-7",
  mistake: "Confirming reserves nothing, and what is reserved is reckoned on stock read before",
  edits: [{
    file: "application/orders/open_payment.ts",
    find: "await reserve(ports, order, context) ?? await begin(",
    replace: "await begin(",
  }, {
    file: "application/catalog/product_repository.ts",
    find: "(tx) => work(stockChanges(tx)),",
    replace: "(tx) => work({ ...stockChanges(tx), get: productDocuments.of(ports.store).get }),",
  }],
  tests: [
    "application/catalog/concurrent_reservations_test.ts",
    "application/orders/cancel_order_test.ts",
    "application/orders/fulfilment_test.ts",
    "application/orders/parallel_orders_test.ts",
    "adapters/composition/orders_test.ts",
  ],
};
