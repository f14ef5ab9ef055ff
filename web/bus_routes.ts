/** The message bus, for operators. */

import { Hono } from "hono";
import {
  type MessagingStatus,
  messagingStatus,
} from "../application/messaging/messaging_status.ts";
import type { AppEnv } from "./app_env.ts";
import { wantsHtml } from "./negotiation.ts";
import { busPage } from "./pages/bus_page.tsx";
import type { Services } from "./services.ts";

/** A message bus, and how the messages on it are doing. */
export interface BusStatus extends MessagingStatus {
  /** The adapter behind the port. */
  readonly bus: string;
}

/** Serves `/admin/bus`, whether the broker answers or not. */
export function busRoutes(services: Services): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get("/admin/bus", async (c) => {
    const status = await busStatus(services);
    if (wantsHtml(c)) return c.html(await busPage(c, status));
    return c.json(status ?? { bus: null });
  });
  return app;
}

async function busStatus(services: Services): Promise<BusStatus | undefined> {
  const { messaging, wiring } = services;
  if (messaging === undefined) return undefined;
  const bus = wiring().find(({ port }) => port === "MessageBus")?.adapter ?? "given";
  return { bus, ...await messagingStatus(services, messaging) };
}
