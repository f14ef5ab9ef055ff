/** The forms of a product's page. */

import { Hono } from "hono";
import type { Catalog } from "../application/catalog/catalog.ts";
import type { CommandContext } from "../application/command_context.ts";
import type { Product } from "../domain/catalog/product.ts";
import { parseMoneyText } from "../domain/kernel/money_text.ts";
import { parseFields } from "../domain/kernel/parse_fields.ts";
import type { AppEnv } from "./app_env.ts";
import { readForm, refusedForm, typed, typedNumber } from "./forms.ts";
import { namedAsSent } from "./named_as_sent.ts";
import { productPage, type RefusedProductForm } from "./pages/product_page.tsx";
import { productAddress } from "./product_address.ts";
import { sendOnce } from "./send_once.ts";
import type { Services } from "./services.ts";

/** What was sent, and for which product. */
interface Sent {
  readonly catalog: Catalog;
  readonly product: Product;
  readonly form: URLSearchParams;
}

/** What each form of a product's page asks for. */
const commands: Readonly<
  Record<RefusedProductForm["kind"], (sent: Sent, context: CommandContext) => Promise<unknown>>
> = {
  "base-price": async ({ catalog, product: { id, basePrice: { currency } }, form }, context) => {
    const { amount } = parseFields("the form", {
      amount: () => parseMoneyText(typed(form, "amount"), currency),
    });
    return await namedAsSent(
      { basePrice: "" },
      () => catalog.reprice({ id, basePrice: amount }, context),
    );
  },
  stock: ({ catalog, product: { id }, form }, context) =>
    namedAsSent(
      { stock: "quantity" },
      () => catalog.setStock({ id, stock: typedNumber(form, "quantity") }, context),
    ),
};

/** Serves the forms that reprice a product and set its stock. */
export function productFormsRoutes({ catalog, markups, newId }: Services): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  for (const kind of ["base-price", "stock"] as const) {
    app.post(`/forms/products/:id/${kind}`, async (c) => {
      const id = c.req.param("id");
      const product = await catalog.get({ id });
      const form = await readForm(c);
      try {
        await sendOnce(
          c,
          form,
          (context) => commands[kind]({ catalog, product, form }, context),
        );
        return c.redirect(productAddress(id), 303);
      } catch (error) {
        const values = { amount: typed(form, "amount"), quantity: typed(form, "quantity") };
        const refused = refusedForm(error, values, { "catalog/price-too-high": "amount" });
        const details = { product: await catalog.get({ id }), markups, formKey: newId() };
        return c.html(await productPage(c, details, { ...refused.form, kind }), refused.status);
      }
    });
  }

  return app;
}
