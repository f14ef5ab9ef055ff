/** H-13: concurrent changes of an order. */

import type { Fault } from "./fault.ts";

/** The last one who stores an order is right. */
export const fault: Fault = {
  id: "H-13",
  mistake: "A change reads the order outside of its unit of work, and is stored over any other",
  edits: [{
    file: "application/orders/order_repository.ts",
    find: "work(orderChanges(tx))",
    replace: "work({ ...orderChanges(tx), get: documents.get })",
  }],
  tests: [
    "application/orders/order_changes_test.ts",
    "application/orders/order_storage_test.ts",
  ],
};
