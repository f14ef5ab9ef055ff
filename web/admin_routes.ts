/** Operations: subscriptions, projections, dead letters and wiring. */

import { Hono } from "hono";
import { listAnswer } from "../application/store/list_answer.ts";
import type { AppEnv } from "./app_env.ts";
import { answerAsked } from "./asked.ts";
import { readListing } from "./listing.ts";
import { operatorOf } from "./middleware/operator.ts";
import { wantsHtml } from "./negotiation.ts";
import { deadLetterPage } from "./pages/dead_letter_page.tsx";
import { deadLettersPage } from "./pages/dead_letters_page.tsx";
import { projectionsPage } from "./pages/projections_page.tsx";
import { subscriptionsPage } from "./pages/subscriptions_page.tsx";
import { wiringPage } from "./pages/wiring_page.tsx";
import type { Services } from "./services.ts";

/** Serves `/admin/*`. What operators ask for is done by who runs the subscription: 202. */
export function adminRoutes(
  { subscriptions, projections, deadLetters, wiring, store }: Services,
): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get("/admin/subscriptions", async (c) => {
    const items = await subscriptions.status();
    if (wantsHtml(c)) return c.html(await subscriptionsPage(c, items));
    return c.json(listAnswer({ items, next: undefined }));
  });

  app.post("/admin/subscriptions/:name/redrive", async (c) => {
    const name = c.req.param("name");
    return await answerAsked(c, store, async () => {
      const redriven = await deadLetters.redriveAll(name, operatorOf(c));
      return { subscription: name, asked: "redrive", redriven };
    });
  });

  app.get("/admin/projections", async (c) => {
    const items = await projections.status();
    if (wantsHtml(c)) return c.html(await projectionsPage(c, items));
    return c.json(listAnswer({ items, next: undefined }));
  });

  app.post("/admin/projections/:name/rebuild", async (c) => {
    const name = c.req.param("name");
    return await answerAsked(c, store, async () => {
      await projections.rebuild(name, operatorOf(c));
      return { projection: name, asked: "rebuild" };
    });
  });

  app.get("/admin/dead-letters", async (c) => {
    const subscription = c.req.query("subscription") || undefined;
    const page = await deadLetters.list({ ...readListing(c), subscription });
    if (wantsHtml(c)) return c.html(await deadLettersPage(c, page));
    return c.json(listAnswer(page));
  });

  app.get("/admin/dead-letters/:id", async (c) => {
    const letter = await deadLetters.show(c.req.param("id"));
    return wantsHtml(c) ? c.html(await deadLetterPage(c, letter)) : c.json(letter);
  });

  app.post("/admin/dead-letters/:id/redrive", async (c) => {
    const id = c.req.param("id");
    return await answerAsked(c, store, async () => {
      await deadLetters.redrive(id, operatorOf(c));
      return { id, asked: "redrive" };
    });
  });

  app.delete("/admin/dead-letters/:id", async (c) => {
    const id = c.req.param("id");
    return await answerAsked(c, store, async () => {
      await deadLetters.discard(id, operatorOf(c));
      return { id, asked: "discard" };
    });
  });

  app.get("/admin/wiring", async (c) => {
    const items = wiring();
    if (wantsHtml(c)) return c.html(await wiringPage(c, items));
    return c.json(listAnswer({ items, next: undefined }));
  });

  return app;
}
