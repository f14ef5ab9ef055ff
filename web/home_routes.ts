/** The front door: the home page, its style and its icon. */

import { Hono } from "hono";
import type { AppEnv } from "./app_env.ts";
import { tokenLink } from "./middleware/operator.ts";
import { wantsHtml } from "./negotiation.ts";
import { homePage } from "./pages/home_page.tsx";
import { icon } from "./pages/icon.ts";
import { style } from "./pages/style.ts";
import type { Services } from "./services.ts";

/** Serves `/`, to programs as a list of addresses, and what pages are made of. */
export function homeRoutes({ adminToken }: Pick<Services, "adminToken">): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get("/", tokenLink(adminToken), async (c) => {
    return wantsHtml(c) ? c.html(await homePage(c)) : c.json({ name: "portico", links });
  });
  app.get("/style.css", (c) => c.body(style, 200, asset("text/css; charset=utf-8")));
  app.get("/icon.svg", (c) => c.body(icon, 200, asset("image/svg+xml")));
  return app;
}

const links = {
  users: "/users",
  accounts: "/accounts",
  products: "/products",
  orders: "/orders",
  events: "/events",
  mailbox: "/mailbox",
  subscriptions: "/admin/subscriptions",
  deadLetters: "/admin/dead-letters",
  wiring: "/admin/wiring",
  live: "/healthz",
  ready: "/readyz",
};

function asset(type: string): Record<string, string> {
  return { "Content-Type": type, "Cache-Control": "public, max-age=300" };
}
