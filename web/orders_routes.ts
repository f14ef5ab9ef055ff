/** Placing and reading orders over HTTP. */

import { Hono } from "hono";
import { z } from "zod";
import { orderAnswer } from "../application/orders/order_answer.ts";
import { listAnswer } from "../application/store/list_answer.ts";
import { answerOrder } from "./answer_order.ts";
import type { AppEnv } from "./app_env.ts";
import { commandContextOf } from "./command_context.ts";
import { entityTag } from "./if_match.ts";
import { readListing } from "./listing.ts";
import { namedAsSent } from "./named_as_sent.ts";
import { wantsHtml } from "./negotiation.ts";
import { orderAddress } from "./order_address.ts";
import { readOrderDetails } from "./order_views.ts";
import { orderPage } from "./pages/order_page.tsx";
import { ordersPage } from "./pages/orders_page.tsx";
import { readJson } from "./read_json.ts";
import type { Services } from "./services.ts";
import { text, wholeBody } from "./shapes.ts";

/** Serves placing, the list and lookup. */
export function ordersRoutes(services: Services): Hono<AppEnv> {
  const { orders } = services;
  const app = new Hono<AppEnv>();

  app.post("/orders", async (c) => {
    const command = await readJson(c, placing);
    const order = await orders.place(command, commandContextOf(c));
    c.header("Location", orderAddress(order.id));
    return answerOrder(c, order, 201);
  });

  app.get("/orders", async (c) => {
    const customerId = c.req.query("customer");
    const listing = readListing(c);
    const names = { customerId: "customer" };
    const page = await namedAsSent(names, () => orders.find({ ...listing, customerId }));
    if (wantsHtml(c)) return c.html(await ordersPage(c, page));
    return c.json(listAnswer({ ...page, items: page.items.map(orderAnswer) }));
  });

  app.get("/orders/:id", async (c) => {
    const order = await orders.get({ id: c.req.param("id") });
    c.header("ETag", entityTag(order.version));
    if (!wantsHtml(c)) return c.json(orderAnswer(order));
    return c.html(await orderPage(c, await readOrderDetails(c, services, order)));
  });

  return app;
}

const placing = z.strictObject({ customerId: text }, wholeBody);
