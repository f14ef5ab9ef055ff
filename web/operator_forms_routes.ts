/** The buttons of the pages of dead letters. */

import { Hono } from "hono";
import { isDomainError } from "../domain/kernel/errors.ts";
import type { AppContext, AppEnv } from "./app_env.ts";
import { operatorOf } from "./middleware/operator.ts";
import type { Services } from "./services.ts";

/** Serves the buttons that redrive and discard. Pressing one twice asks for the same. */
export function operatorFormsRoutes(
  { deadLetters }: Pick<Services, "deadLetters">,
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
