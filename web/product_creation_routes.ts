/** The form that creates a product. */

import { Hono } from "hono";
import type { CreateProduct } from "../application/catalog/create_product.ts";
import { parseCategoryId } from "../domain/catalog/category_id.ts";
import { parseProductName } from "../domain/catalog/product_name.ts";
import { parseStock } from "../domain/catalog/quantity.ts";
import { parseCurrency } from "../domain/kernel/money.ts";
import { parseMoneyText } from "../domain/kernel/money_text.ts";
import { parseFields } from "../domain/kernel/parse_fields.ts";
import type { AppEnv } from "./app_env.ts";
import {
  currencyCode,
  readForm,
  refusedForm,
  typed,
  typedNumber,
  USUAL_CURRENCY,
} from "./forms.ts";
import { namedAsSent } from "./named_as_sent.ts";
import { productCreationPage } from "./pages/product_creation_page.tsx";
import { productAddress } from "./product_address.ts";
import { sendOnce } from "./send_once.ts";
import type { Services } from "./services.ts";

/** Serves `/demo/product`, which leads to the product, and the button that loads those of the demo. */
export function productCreationRoutes({ catalog, newId }: Services): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get("/demo/product", async (c) => {
    const form = { values: { currency: USUAL_CURRENCY, stock: "10" }, errors: {} };
    return c.html(await productCreationPage(c, form, newId()));
  });

  app.post("/demo/product", async (c) => {
    const form = await readForm(c);
    const fields = ["name", "category", "amount", "currency", "stock"];
    const values = Object.fromEntries(fields.map((name) => [name, typed(form, name)]));
    try {
      const details = parseCreation(form);
      const { id } = await sendOnce(
        c,
        form,
        (context) => namedAsSent({ basePrice: "" }, () => catalog.create(details, context)),
      );
      return c.redirect(productAddress(id), 303);
    } catch (error) {
      const refused = refusedForm(error, values, { "catalog/price-too-high": "amount" });
      return c.html(await productCreationPage(c, refused.form, newId()), refused.status);
    }
  });

  app.post("/forms/products/demo", async (c) => {
    await sendOnce(c, await readForm(c), (context) => catalog.loadDemo(context));
    return c.redirect("/products", 303);
  });

  return app;
}

/** While the currency is none, the amount is judged in the usual one. */
function parseCreation(form: URLSearchParams): CreateProduct {
  const { code, assumed } = currencyCode(typed(form, "currency"));
  const { name, category, amount, stock } = parseFields("the product", {
    name: () => parseProductName(typed(form, "name")),
    category: () => parseCategoryId(typed(form, "category")),
    amount: () => parseMoneyText(typed(form, "amount"), assumed),
    currency: () => parseCurrency(code),
    stock: () => parseStock(typedNumber(form, "stock")),
  });
  return { name, categoryId: category, basePrice: amount, stock };
}
