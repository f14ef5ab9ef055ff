/** The least that Hono can be: one route. */

import { Hono } from "hono";

const app = new Hono();
app.get("/healthz", (c) => c.json({ status: "alive" }));
const port = Number(Deno.env.get("PORT"));
Deno.serve({ hostname: "127.0.0.1", port, onListen: () => {} }, app.fetch);
