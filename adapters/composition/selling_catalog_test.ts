import { parseMarkups } from "../../domain/catalog/markups.ts";
import { sellingConformance } from "../conformance/selling.ts";
import { value } from "./binding.ts";
import { compose } from "./compose.ts";
import { readConfig } from "./config.ts";
import { sellingCatalog } from "./selling_catalog.ts";
import { MARKUPS } from "./tokens.ts";

const markups = parseMarkups({ byCategory: {}, others: 0 });

sellingConformance({
  test: Deno.test,
  create: async () => {
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
  },
});
