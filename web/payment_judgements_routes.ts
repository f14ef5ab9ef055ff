/** Operators' words on payments whose outcome is unknown. */

import { Hono } from "hono";
import type { JudgePayment } from "../application/orders/accept_payment.ts";
import { answerOrder } from "./answer_order.ts";
import type { AppContext, AppEnv } from "./app_env.ts";
import { commandContextOf } from "./command_context.ts";
import { expectedVersionOf } from "./if_match.ts";
import { operatorOf } from "./middleware/operator.ts";
import type { Services } from "./services.ts";

/** Serves `/admin/orders/{id}/payment-acceptance` and `.../payment-abandonment`. */
export function paymentJudgementsRoutes({ orders }: Pick<Services, "orders">): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  async function judgementOf(c: AppContext, id: string): Promise<JudgePayment> {
    const expectedVersion = await expectedVersionOf(c, () => orders.get({ id }));
    return { id, expectedVersion, operator: operatorOf(c) };
  }

  app.post("/admin/orders/:id/payment-acceptance", async (c) => {
    const command = await judgementOf(c, c.req.param("id"));
    return answerOrder(c, await orders.acceptPayment(command, commandContextOf(c)), 200);
  });

  app.post("/admin/orders/:id/payment-abandonment", async (c) => {
    const command = await judgementOf(c, c.req.param("id"));
    return answerOrder(c, await orders.abandonPayment(command, commandContextOf(c)), 200);
  });

  return app;
}
