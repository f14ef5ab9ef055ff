/** H-16: the price that is paid. */

import type { Fault } from "./fault.ts";

/** Prices are looked up anew, when more is added and when the order is confirmed. */
export const fault: Fault = {
  id: "H-16",
  mistake: "What is paid is what a product costs by then, not what was shown",
  edits: [{
    file: "domain/orders/ordering.ts",
    find: "const { name, unitPrice } = line ?? {",
    replace: "const { name, unitPrice } = {",
  }, {
    file: "application/orders/confirm_order.ts",
    find: "{ orders }: ConfirmOrderPorts,",
    replace: "{ orders, findProduct }: OrdersPorts,",
  }, {
    file: "application/orders/confirm_order.ts",
    find: `    async (orders) =>
      staged(orders, startConfirmation(await requireOrder(orders, command), paymentMethod)),
`,
    replace: `    async (orders) => {
      const order = await requireOrder(orders, command);
      const items = await Promise.all(order.items.map(async (item) => ({
        ...item,
        unitPrice: (await findProduct(item.productId))?.price ?? item.unitPrice,
      })));
      return staged(orders, startConfirmation({ ...order, items }, paymentMethod));
    },
`,
  }],
  tests: ["domain/orders/ordering_test.ts", "application/orders/order_items_test.ts"],
};
