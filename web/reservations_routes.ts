/** Stock that other Porticos put aside for their orders, with the operators' token. */

import { Hono } from "hono";
import { z } from "zod";
import type { ReleaseOutcome } from "../application/catalog/release_products.ts";
import type { ReserveOutcome } from "../application/catalog/reserve_products.ts";
import type { AppContext, AppEnv } from "./app_env.ts";
import { commandContextOf } from "./command_context.ts";
import { readJson } from "./read_json.ts";
import type { Services } from "./services.ts";
import { number, text, wholeBody } from "./shapes.ts";

/**
 * Serves `/reservations/{order}/{attempt}`: `PUT` puts aside all of its lines or nothing, `DELETE`
 * gives back what is held. Both may be sent again, and are answered as they were before; what was
 * deleted, be it before it was put, takes nothing any more. That there is too little is an answer, 200
 * like the others.
 */
export function reservationsRoutes({ catalog }: Pick<Services, "catalog">): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.put("/reservations/:order/:attempt", async (c) => {
    const { lines } = await readJson(c, reservation);
    return answer(c, await catalog.reserve({ ...keyOf(c), lines }, commandContextOf(c)));
  });

  app.delete("/reservations/:order/:attempt", async (c) => {
    return answer(c, await catalog.release(keyOf(c), commandContextOf(c)));
  });

  return app;
}

const line = z.strictObject({ productId: text, quantity: number }, {
  error: "must have a productId and a quantity",
});
const reservation = z.strictObject({
  lines: z.array(line, {
    error: ({ input }) => input === undefined ? "is required" : "must be a list",
  }),
}, wholeBody);

interface Key {
  readonly order: string;
  readonly attempt: number;
}

/** What is no number is for the catalog to refuse. */
function keyOf(c: AppContext): Key {
  const { order = "", attempt = "" } = c.req.param();
  return { order, attempt: /^\d+$/.test(attempt) ? Number(attempt) : NaN };
}

function answer(
  c: AppContext,
  { position, ...outcome }: ReserveOutcome | ReleaseOutcome,
): Response {
  c.header("Portico-Position", String(position));
  return c.json({ ...keyOf(c), ...outcome });
}
