/** The least that Hono can be: one route, and a line when it listens. */

import { Hono } from "hono";

const app = new Hono();
app.get("/", (c) => c.text("hello"));
Deno.serve({
  hostname: "127.0.0.1",
  port: 0,
  onListen: ({ port }) => console.log(`listens at ${port}`),
}, app.fetch);
