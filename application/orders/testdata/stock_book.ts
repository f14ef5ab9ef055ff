/** A catalogue in memory for tests of orders: products, and what of them is put aside. */

import { parseMoney } from "../../../domain/kernel/money.ts";
import type { ProductFacts } from "../../../domain/orders/order_item.ts";
import type { StockClaim, StockOutcome, StockRequest } from "../ports.ts";

interface Reservation {
  readonly status: "reserved" | "released";
  readonly lines: StockRequest["lines"];
}

export class StockBook {
  readonly products = new Map<string, ProductFacts>();
  readonly reservations = new Map<string, Reservation | StockOutcome>();

  constructor(
    stock: Readonly<Record<string, readonly [name: string, cents: number, units: number]>>,
  ) {
    for (const [id, [name, amount, available]] of Object.entries(stock)) {
      this.products.set(id, {
        id,
        name,
        price: parseMoney({ amount, currency: "USD" }),
        available,
      });
    }
  }

  find(id: string): ProductFacts | undefined {
    return this.products.get(id);
  }

  reserve({ order, attempt, lines }: StockRequest): StockOutcome {
    const key = `${order}/${attempt}`;
    const earlier = this.reservations.get(key);
    if (earlier !== undefined) return earlier;
    const short = lines.find(({ productId, quantity }) => this.#available(productId) < quantity);
    const outcome = short === undefined
      ? { status: "reserved", lines } as const
      : { status: "out-of-stock", productId: short.productId } as const;
    this.reservations.set(key, outcome);
    if (short === undefined) lines.forEach((line) => this.#move(line.productId, -line.quantity));
    return outcome;
  }

  release({ order, attempt }: StockClaim): void {
    for (const { productId, quantity } of this.held({ order, attempt })) {
      this.#move(productId, quantity);
    }
    this.reservations.set(`${order}/${attempt}`, { status: "released" });
  }

  /** What an attempt holds. */
  held({ order, attempt }: StockClaim): StockRequest["lines"] {
    const reservation = this.reservations.get(`${order}/${attempt}`);
    return reservation !== undefined && "lines" in reservation ? reservation.lines : [];
  }

  #available(id: string): number {
    return this.products.get(id)?.available ?? 0;
  }

  #move(id: string, units: number): void {
    const product = this.products.get(id);
    if (product === undefined) throw new Error(`there is no ${id}`);
    this.products.set(id, { ...product, available: product.available + units });
  }
}
