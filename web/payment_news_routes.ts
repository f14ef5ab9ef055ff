/** What payment gateways tell of themselves. */

import { Hono } from "hono";
import { isDomainError } from "../domain/kernel/errors.ts";
import type { AppEnv } from "./app_env.ts";
import { HttpRefusal } from "./http_refusal.ts";
import { readBody } from "./read_body.ts";
import type { Services } from "./services.ts";

/** Milliseconds that looking into news may take; the gateway tells them again. */
const LONGEST_LOOK = 10_000;

/**
 * Serves `/webhooks/stripe`. A delivery shows by its signature who sent it, so it needs neither an
 * origin nor anybody's permission.
 */
export function paymentNewsRoutes(
  { receivePaymentNews }: Pick<Services, "receivePaymentNews">,
): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.post("/webhooks/stripe", async (c) => {
    if (receivePaymentNews === undefined) throw notTaken();
    const body = new Uint8Array(await readBody(c));
    const signature = c.req.header("stripe-signature");
    try {
      await receivePaymentNews({ body, signature }, AbortSignal.timeout(LONGEST_LOOK));
    } catch (error) {
      throw isDomainError(error) && error.code === REFUSED ? refused(error.message) : error;
    }
    return c.body(null, 204);
  });
  return app;
}

/** The code of deliveries that are forged, old or malformed. */
const REFUSED = "payments/webhook-refused";

function refused(detail: string): HttpRefusal {
  return new HttpRefusal({ status: 400, code: REFUSED, title: "Delivery refused", detail });
}

function notTaken(): HttpRefusal {
  return new HttpRefusal({
    status: 404,
    code: "payments/webhook-not-configured",
    title: "No webhook",
    detail: "Deliveries cannot be checked here, so none are taken",
  });
}
