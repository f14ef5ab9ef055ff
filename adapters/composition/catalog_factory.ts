/** The catalog: products, what they cost, and what of them is put aside. */

import { createCatalog } from "../../application/catalog/catalog.ts";
import { productRepository } from "../../application/catalog/product_repository.ts";
import { standardMarkups } from "../../domain/catalog/markups.ts";
import { type Binding, factory } from "./binding.ts";
import { CATALOG, CLOCK, MARKUPS, NEW_ID, PRODUCT_REPOSITORY, RANDOM, STORE } from "./tokens.ts";

/** Binds the context of the catalog. */
export function catalogFactory(): readonly Binding[] {
  const machinery = { store: STORE, clock: CLOCK, random: RANDOM };
  return [
    factory(MARKUPS, "standard", {}, () => standardMarkups),
    factory(PRODUCT_REPOSITORY, "documents of the store", machinery, productRepository),
    factory(CATALOG, "in process", {
      products: PRODUCT_REPOSITORY,
      markups: MARKUPS,
      clock: CLOCK,
      newId: NEW_ID,
    }, createCatalog),
  ];
}
