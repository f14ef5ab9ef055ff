/** The message bus, for operators. */

import { Hono } from "hono";
import { busStatus } from "../application/messaging/bus_status.ts";
import type { AppEnv } from "./app_env.ts";
import { wantsHtml } from "./negotiation.ts";
import { busPage } from "./pages/bus_page.tsx";
import type { Services } from "./services.ts";

/** Serves `/admin/bus`, whether the broker answers or not. */
export function busRoutes(services: Services): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get("/admin/bus", async (c) => {
    const { messaging, wiring } = services;
    const status = await busStatus(services, { messaging, wiring: wiring() });
    if (wantsHtml(c)) return c.html(await busPage(c, status));
    return c.json(status ?? { bus: null });
  });
  return app;
}
