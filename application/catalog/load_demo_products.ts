/** Loading the products of the demos. */

import { demoProducts } from "../../domain/catalog/demo_products.ts";
import type { Markups } from "../../domain/catalog/markups.ts";
import { create, type Product } from "../../domain/catalog/product.ts";
import type { CommandContext } from "../command_context.ts";
import { identified } from "../identified.ts";
import type { Clock } from "../ports.ts";
import type { Saved } from "../store/collection.ts";
import type { ProductRepository } from "./ports.ts";

/** What loading needs. */
export interface LoadDemoProductsPorts {
  readonly products: Pick<ProductRepository, "change">;
  readonly markups: Markups;
  readonly clock: Pick<Clock, "now">;
}

/**
 * Creates the products `prod1` (Laptop), `prod2` (Mouse) and `prod3` (Keyboard), each unless it is
 * there already: then it is left as it is, sold out or repriced. Answers all three.
 */
export async function loadDemoProducts(
  { products, markups, clock }: LoadDemoProductsPorts,
  context: CommandContext = {},
): Promise<readonly Saved<Product>[]> {
  const { commandId } = context;
  const loaded: Saved<Product>[] = [];
  for (const { id, details } of demoProducts()) {
    // Each product is a commit of its own, so each has a command id of its own.
    const own = commandId === undefined ? context : { ...context, commandId: `${commandId}/${id}` };
    loaded.push(
      await products.change(async (products) => {
        const present = await products.get(id);
        if (present !== undefined) return present;
        const at = new Date(clock.now()).toISOString();
        const { product, event } = create(id, details, { at, markups });
        products.add(product, event);
        return product;
      }, identified(own, "LoadDemoProducts", [id])),
    );
  }
  return loaded;
}
