/** The forms of an order's page. */

import { Hono } from "hono";
import type { CommandContext } from "../application/command_context.ts";
import type { Orders } from "../application/orders/orders.ts";
import type { AppContext, AppEnv } from "./app_env.ts";
import { type FormValues, readForm, refusedForm, typed, typedNumber, versionIn } from "./forms.ts";
import { operatorOf } from "./middleware/operator.ts";
import { orderAddress } from "./order_address.ts";
import type { OrderForm } from "./order_steps.ts";
import { readOrderDetails } from "./order_views.ts";
import { orderPage } from "./pages/order_page.tsx";
import { sendOnce } from "./send_once.ts";
import type { Services } from "./services.ts";

/** What was sent, by whom, and to which order. */
interface Sent {
  readonly orders: Orders;
  readonly id: string;
  readonly form: URLSearchParams;
  readonly operator: string;
}

/** What each form of an order's page asks for. */
const commands: Readonly<
  Record<OrderForm, (sent: Sent, context: CommandContext) => Promise<unknown>>
> = {
  items: ({ orders, id, form }, context) => {
    const item = { productId: typed(form, "productId"), quantity: typedNumber(form, "quantity") };
    return orders.addItem({ id, ...item }, context);
  },
  removal: ({ orders, id, form }, context) =>
    orders.removeItem({ id, productId: typed(form, "productId") }, context),
  // What is paid for is what was on the page.
  confirmation: ({ orders, id, form }, context) => {
    const paymentMethod = typed(form, "paymentMethod");
    return orders.confirm({ id, paymentMethod, expectedVersion: versionIn(form) }, context);
  },
  cancellation: ({ orders, id }, context) => orders.cancel({ id }, context),
  shipment: ({ orders, id }, context) => orders.ship({ id }, context),
  delivery: ({ orders, id }, context) => orders.deliver({ id }, context),
  "payment-acceptance": ({ orders, id, operator }, context) =>
    orders.acceptPayment({ id, operator }, context),
  "payment-abandonment": ({ orders, id, operator }, context) =>
    orders.abandonPayment({ id, operator }, context),
};

/** Serves the forms that change an order, and those of operators about its payment. */
export function orderFormsRoutes(services: Services): Hono<AppEnv> {
  const { orders } = services;
  const app = new Hono<AppEnv>();

  async function send(c: AppContext, id: string, kind: OrderForm): Promise<Response> {
    const form = await readForm(c);
    try {
      await sendOnce(
        c,
        form,
        (context) => commands[kind]({ orders, id, form, operator: operatorOf(c) }, context),
      );
      // What became of an attempt is on the page.
      await orders.awaitSettled({ id });
      return c.redirect(orderAddress(id), 303);
    } catch (error) {
      const values = Object.fromEntries(typedFields.map((name) => [name, typed(form, name)]));
      const refused = refusedForm(error, values, fields);
      const details = await readOrderDetails(c, services, await orders.get({ id }));
      return c.html(await orderPage(c, details, { ...refused.form, kind }), refused.status);
    }
  }

  for (
    const kind of [
      "items",
      "removal",
      "confirmation",
      "cancellation",
      "shipment",
      "delivery",
    ] as const
  ) {
    app.post(`/forms/orders/:id/${kind}`, (c) => send(c, c.req.param("id"), kind));
  }
  for (const kind of ["payment-acceptance", "payment-abandonment"] as const) {
    app.post(`/forms/operators/orders/:id/${kind}`, (c) => send(c, c.req.param("id"), kind));
  }
  return app;
}

const typedFields = ["productId", "quantity", "paymentMethod"];

/** Beside which field a refusal is said. */
const fields: FormValues = {
  "orders/product-not-found": "productId",
  "orders/other-currency": "productId",
  "orders/too-many-items": "productId",
  "orders/product-not-available": "quantity",
  "money/amount-too-large": "quantity",
};
