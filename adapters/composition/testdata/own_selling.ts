/** The catalog of an application in this process, as a place of the selling kit. */

import { parseMarkups } from "../../../domain/catalog/markups.ts";
import type { SellingPlace } from "../../conformance/selling_place.ts";
import { value } from "../binding.ts";
import { compose } from "../compose.ts";
import { readConfig } from "../config.ts";
import { sellingCatalog } from "../selling_catalog.ts";
import { MARKUPS } from "../tokens.ts";

const markups = parseMarkups({ byCategory: {}, others: 0 });

/** Opens a catalog whose prices are its base prices. */
export async function openSelling(): Promise<SellingPlace> {
  const config = readConfig({ STORE_URL: "memory:" });
  const application = await compose(config, [value(MARKUPS, markups)]);
  const { catalog } = application;
  return {
    ...sellingCatalog(catalog),
    sell: async ({ name, price, units }) => {
      const product = { name, categoryId: "things", basePrice: price, stock: units };
      return (await catalog.create(product)).id;
    },
    [Symbol.asyncDispose]: () => application[Symbol.asyncDispose](),
  };
}
