/** The products of the demos, whose ids, prices and stock are the same everywhere. */

import { parseProductDetails, type ProductDetails } from "./product_details.ts";
import { parseProductId, type ProductId } from "./product_id.ts";

/** A product of the demos, before it has a price. */
export interface DemoProduct {
  readonly id: ProductId;
  readonly details: ProductDetails;
}

/**
 * Gives the products of the demos. They are known by what they sell for: with the standard markup
 * of electronics the laptop costs 999.99, the mouse 29.99 and the keyboard 79.99, so these are their
 * prices, and the base prices are those that come to them.
 */
export function demoProducts(): readonly DemoProduct[] {
  return [
    demoProduct("prod1", "Laptop", 869_56, 10),
    demoProduct("prod2", "Mouse", 26_08, 50),
    demoProduct("prod3", "Keyboard", 69_56, 25),
  ];
}

function demoProduct(id: string, name: string, amount: number, stock: number): DemoProduct {
  const basePrice = { amount, currency: "USD" };
  return {
    id: parseProductId(id),
    details: parseProductDetails({ name, categoryId: "electronics", basePrice, stock }),
  };
}
