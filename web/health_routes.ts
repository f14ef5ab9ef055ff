/** Whether the process lives, and whether it can work. */

import { Hono } from "hono";
import { StoreUnavailable } from "../application/store/errors.ts";
import type { AppEnv } from "./app_env.ts";
import type { Services } from "./services.ts";

/** Milliseconds within which the store must answer. */
const PATIENCE = 1000;

/** Serves `/healthz` and `/readyz`. */
export function healthRoutes(services: Pick<Services, "store" | "clock">): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get("/healthz", (c) => c.json({ status: "alive" }));
  app.get("/readyz", async (c) => {
    await storeAnswers(services);
    return c.json({ status: "ready" });
  });
  return app;
}

async function storeAnswers({ store, clock }: Pick<Services, "store" | "clock">): Promise<void> {
  const answered = new AbortController();
  const late = clock.sleep(PATIENCE, answered.signal).then(() => {
    throw new StoreUnavailable(`The store did not answer within ${PATIENCE} ms`);
  });
  try {
    await Promise.race([store.head(), late]);
  } finally {
    late.catch(() => {});
    answered.abort();
  }
}
