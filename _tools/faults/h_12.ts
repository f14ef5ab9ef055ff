/** H-12: what clients are told, and who customers are. */

import type { Fault } from "./fault.ts";

/** What was thrown is handed on, and so is whatever stands for a customer. */
export const fault: Fault = {
  id: "H-12",
  mistake: "Clients read the text of exceptions, and order without saying for whom",
  edits: [{
    file: "web/problem.ts",
    find: 'problem(answer, "internal", `It is logged as ${id}`, id)',
    replace: 'problem(answer, "internal", String(error), id)',
  }, {
    file: "application/orders/open_payment.ts",
    find: `reason: "The gateway does not take this payment"`,
    replace: "reason: error.message",
  }, {
    file: "domain/orders/customer_id.ts",
    find: `parseTextLine("the customer", input, LONGEST_CUSTOMER_ID) as CustomerId`,
    replace: "String(input) as CustomerId",
  }],
  tests: [
    "domain/orders/order_input_test.ts",
    "application/orders/fulfilment_test.ts",
    "application/orders/order_changes_test.ts",
    "web/orders_input_test.ts",
    "web/orders_troubles_test.ts",
  ],
};
