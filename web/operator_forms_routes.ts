/** The buttons of the pages for operators. */

import { Hono } from "hono";
import { isDomainError } from "../domain/kernel/errors.ts";
import type { AppContext, AppEnv } from "./app_env.ts";
import { operatorOf } from "./middleware/operator.ts";
import type { Services } from "./services.ts";

/** Serves the buttons that redrive, discard and rebuild. Pressing one twice asks for the same. */
export function operatorFormsRoutes(
  { deadLetters, projections }: Pick<Services, "deadLetters" | "projections">,
): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.post(
    "/forms/operators/dead-letters/:id/redrive",
    (c) => press(c, () => deadLetters.redrive(c.req.param("id"), operatorOf(c))),
  );
  app.post(
    "/forms/operators/dead-letters/:id/discard",
    (c) => press(c, () => deadLetters.discard(c.req.param("id"), operatorOf(c))),
  );
  app.post(
    "/forms/operators/subscriptions/:name/redrive",
    (c) => press(c, () => deadLetters.redriveAll(c.req.param("name"), operatorOf(c))),
  );
  app.post("/forms/operators/projections/:name/rebuild", async (c) => {
    await projections.rebuild(c.req.param("name"), operatorOf(c));
    return c.redirect("/admin/projections", 303);
  });
  return app;
}

/** A letter that is gone was seen to since the page was shown. */
async function press(c: AppContext, ask: () => Promise<unknown>): Promise<Response> {
  try {
    await ask();
  } catch (error) {
    if (!isDomainError(error) || error.code !== "dead-letters/not-found") throw error;
  }
  return c.redirect("/admin/dead-letters", 303);
}
