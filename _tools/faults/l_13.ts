/** L-13: prices. */

import type { Fault } from "./fault.ts";

/** Prices are numbers like any other. */
export const fault: Fault = {
  id: "L-13",
  mistake: "Fractions of a minor unit are kept, and base prices are taken as they come",
  edits: [{
    file: "domain/catalog/pricing.ts",
    find: "{ amount: Number(amount), currency",
    replace: "{ amount: basePrice.amount * Number(points) / Number(WHOLE), currency",
  }, {
    file: "domain/catalog/product_details.ts",
    find: `  const basePrice = parseMoney(input);
  if (basePrice.amount >= 0) return basePrice;`,
    replace: `  const basePrice = input as Money;
  if (basePrice !== undefined) return basePrice;`,
  }],
  tests: [
    "domain/catalog/pricing_test.ts",
    "domain/catalog/product_details_test.ts",
    "application/catalog/change_product_test.ts",
    "application/catalog/create_product_test.ts",
  ],
};
