/** Whether the process lives, and whether it can work. */

import { Hono } from "hono";
import { answerInTime } from "../application/answer_in_time.ts";
import { askGroups } from "../application/messaging/messaging_status.ts";
import { StoreUnavailable } from "../application/store/errors.ts";
import type { AppEnv } from "./app_env.ts";
import type { Services } from "./services.ts";

/** Milliseconds within which the store must answer. */
const PATIENCE = 1000;

/** Serves `/healthz` and `/readyz`, which waits for the store, and the message bus if there is one. */
export function healthRoutes(
  services: Pick<Services, "store" | "clock" | "messaging">,
): Hono<AppEnv> {
  const { clock, messaging } = services;
  const app = new Hono<AppEnv>();
  app.get("/healthz", (c) => c.json({ status: "alive" }));
  app.get("/readyz", async (c) => {
    await Promise.all([
      storeAnswers(services),
      messaging && askGroups({ clock }, messaging.bus),
    ]);
    return c.json({ status: "ready" });
  });
  return app;
}

async function storeAnswers({ store, clock }: Pick<Services, "store" | "clock">): Promise<void> {
  const late = () => new StoreUnavailable(`The store did not answer within ${PATIENCE} ms`);
  await answerInTime(clock, PATIENCE, store.head(), late);
}
