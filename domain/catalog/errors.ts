/** What can go wrong with products and their stock, beside input that is wrong in itself. */

import { DomainError, InvalidInput } from "../kernel/errors.ts";
import type { Money } from "../kernel/money.ts";
import type { CategoryId } from "./category_id.ts";

/** No product has the id. */
export class ProductNotFound extends DomainError {
  override readonly code = "catalog/product-not-found";
  override readonly kind = "not-found";
  readonly id: string;

  constructor(id: string) {
    super(`Cannot find the product ${JSON.stringify(id)}`);
    this.id = id;
  }
}

/** A base price and its markup come to more than a number counts exactly. */
export class PriceTooHigh extends InvalidInput {
  override readonly code = "catalog/price-too-high";
  readonly basePrice: Money;
  readonly categoryId: CategoryId;

  constructor(basePrice: Money, categoryId: CategoryId) {
    const category = JSON.stringify(categoryId);
    const message =
      `comes to a price beyond ${Number.MAX_SAFE_INTEGER} in the category ${category}`;
    super("the base price", [{ path: "basePrice", message }]);
    this.basePrice = basePrice;
    this.categoryId = categoryId;
  }
}

/** An attempt of an order asked for some products before and asks for others now. */
export class ReservationDiffers extends DomainError {
  override readonly code = "catalog/reservation-differs";
  override readonly kind = "invalid";
  override readonly permanent = true;
  readonly order: string;
  readonly attempt: number;

  constructor({ order, attempt }: { readonly order: string; readonly attempt: number }) {
    super(
      `Cannot reserve for the order ${JSON.stringify(order)}, attempt ${attempt}: ` +
        "it asked for other products before",
    );
    this.order = order;
    this.attempt = attempt;
  }
}
