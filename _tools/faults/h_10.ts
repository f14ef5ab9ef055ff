/** H-10: totals. */

import type { Fault } from "./fault.ts";

/** The total is kept beside the lines, and a removal forgets it. */
export const fault: Fault = {
  id: "H-10",
  mistake: "An order has a total of its own, which is not always that of its lines",
  edits: [{
    file: "domain/orders/ordering.ts",
    find: `  totalOf({ items });
  return {
    order: { ...order, items },`,
    replace: `  const total = totalOf({ items });
  return {
    order: { ...order, items, total },`,
  }, {
    file: "domain/orders/order_item.ts",
    find: `totalOf({ items }: { readonly items: readonly OrderItem[] }): Money {
`,
    replace: `totalOf(
  { items, total }: { readonly items: readonly OrderItem[]; readonly total?: Money },
): Money {
  if (total !== undefined) return total;
`,
  }],
  tests: ["domain/orders/ordering_test.ts"],
};
