/** The form that places an order. */

import { Hono } from "hono";
import type { AppEnv } from "./app_env.ts";
import { readForm, refusedForm, typed } from "./forms.ts";
import { orderAddress } from "./order_address.ts";
import { orderPlacingPage } from "./pages/order_placing_page.tsx";
import { sendOnce } from "./send_once.ts";
import type { Services } from "./services.ts";

/** Serves `/demo/order`, which leads to the order. */
export function orderPlacingRoutes({ orders, newId }: Services): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get("/demo/order", async (c) => {
    return c.html(await orderPlacingPage(c, { values: {}, errors: {} }, newId()));
  });

  app.post("/demo/order", async (c) => {
    const form = await readForm(c);
    const values = { customerId: typed(form, "customerId") };
    try {
      const { id } = await sendOnce(c, form, (context) => orders.place(values, context));
      return c.redirect(orderAddress(id), 303);
    } catch (error) {
      const refused = refusedForm(error, values);
      return c.html(await orderPlacingPage(c, refused.form, newId()), refused.status);
    }
  });

  return app;
}
