/** The buttons of the pages of dead letters. */

import { Hono } from "hono";
import type { AppEnv } from "./app_env.ts";
import { operatorOf } from "./middleware/operator.ts";
import type { Services } from "./services.ts";

/** Serves the buttons that redrive and discard. Pressing one twice asks for the same. */
export function operatorFormsRoutes(
  { deadLetters }: Pick<Services, "deadLetters">,
): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.post("/forms/operators/dead-letters/:id/redrive", async (c) => {
    await deadLetters.redrive(c.req.param("id"), operatorOf(c));
    return c.redirect("/admin/dead-letters", 303);
  });

  app.post("/forms/operators/dead-letters/:id/discard", async (c) => {
    await deadLetters.discard(c.req.param("id"), operatorOf(c));
    return c.redirect("/admin/dead-letters", 303);
  });

  app.post("/forms/operators/subscriptions/:name/redrive", async (c) => {
    await deadLetters.redriveAll(c.req.param("name"), operatorOf(c));
    return c.redirect("/admin/dead-letters", 303);
  });

  return app;
}
