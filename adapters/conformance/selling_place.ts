/** What an adapter gives to the selling kit: the ports of a catalogue, and products in it. */

import type { FindProduct, ReleaseStock, ReserveStock } from "../../application/orders/ports.ts";
import type { Money } from "../../domain/kernel/money.ts";

/** A product that the kit wants to buy. */
export interface ProductForSale {
  readonly name: string;
  /** What an order pays for one unit. */
  readonly price: Money;
  readonly units: number;
}

/** A place to buy at; the kit ends it with the case. */
export interface SellingPlace extends AsyncDisposable {
  readonly findProduct: FindProduct;
  readonly reserveStock: ReserveStock;
  readonly releaseStock: ReleaseStock;
  /** Puts a product up for sale, and gives its id. */
  readonly sell: (product: ProductForSale) => Promise<string>;
}
