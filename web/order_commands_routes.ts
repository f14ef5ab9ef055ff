/** Commands for orders over HTTP. */

import { Hono } from "hono";
import { z } from "zod";
import { requireConfirmation } from "../application/orders/require_confirmation.ts";
import type { OrderTarget } from "../application/orders/require_order.ts";
import { answerOrder } from "./answer_order.ts";
import type { AppContext, AppEnv } from "./app_env.ts";
import { commandContextOf } from "./command_context.ts";
import { expectedVersionOf } from "./if_match.ts";
import { orderAddress } from "./order_address.ts";
import { readJson } from "./read_json.ts";
import type { Services } from "./services.ts";
import { settledOrder } from "./settled_order.ts";
import { number, text, wholeBody } from "./shapes.ts";

/** Serves items, confirmation, cancellation, shipment and delivery. */
export function orderCommandsRoutes(services: Services): Hono<AppEnv> {
  const { orders } = services;
  const app = new Hono<AppEnv>();

  async function targetOf(c: AppContext, id: string): Promise<OrderTarget> {
    return { id, expectedVersion: await expectedVersionOf(c, () => orders.get({ id })) };
  }

  app.post("/orders/:id/items", async (c) => {
    const added = await readJson(c, item);
    const command = { ...await targetOf(c, c.req.param("id")), ...added };
    return answerOrder(c, await orders.addItem(command, commandContextOf(c)), 200);
  });

  app.delete("/orders/:id/items/:productId", async (c) => {
    const { id, productId } = c.req.param();
    const command = { ...await targetOf(c, id), productId };
    return answerOrder(c, await orders.removeItem(command, commandContextOf(c)), 200);
  });

  app.post("/orders/:id/confirmation", async (c) => {
    const { paymentMethod } = await readJson(c, confirmation);
    const command = { ...await targetOf(c, c.req.param("id")), paymentMethod };
    const { id } = await orders.confirm(command, commandContextOf(c));
    const order = await settledOrder(services, id);
    requireConfirmation(order);
    if (order.status !== "confirming") return answerOrder(c, order, 200);
    c.header("Location", orderAddress(id));
    return answerOrder(c, order, 202);
  });

  app.post("/orders/:id/cancellation", async (c) => {
    const command = await targetOf(c, c.req.param("id"));
    const { id } = await orders.cancel(command, commandContextOf(c));
    return answerOrder(c, await settledOrder(services, id), 200);
  });

  app.post("/orders/:id/shipment", async (c) => {
    const command = await targetOf(c, c.req.param("id"));
    return answerOrder(c, await orders.ship(command, commandContextOf(c)), 200);
  });

  app.post("/orders/:id/delivery", async (c) => {
    const command = await targetOf(c, c.req.param("id"));
    return answerOrder(c, await orders.deliver(command, commandContextOf(c)), 200);
  });

  return app;
}

const item = z.strictObject({ productId: text, quantity: number }, wholeBody);
const confirmation = z.strictObject({ paymentMethod: text }, wholeBody);
