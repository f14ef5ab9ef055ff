/** The log of events, for operators. */

import { Hono } from "hono";
import { listAnswer } from "../application/store/list_answer.ts";
import { readLogPage } from "../application/store/read_log_page.ts";
import type { Page, Recorded, Store } from "../application/store/store.ts";
import type { AppEnv } from "./app_env.ts";
import { readListing, readPosition } from "./listing.ts";
import { wantsHtml } from "./negotiation.ts";
import { eventsPage } from "./pages/events_page.tsx";
import type { Services } from "./services.ts";

/** Serves `/events`: oldest first to programs, newest first to people. */
export function eventsRoutes({ store }: Pick<Services, "store">): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get("/events", async (c) => {
    const { limit, after = "0" } = readListing(c);
    if (wantsHtml(c)) {
      const before = c.req.query("before");
      const end = before ? readPosition("before", before) - 1 : await store.head();
      return c.html(await eventsPage(c, await readBackwards(store, end, limit)));
    }
    const query = { after: readPosition("after", after), limit };
    return c.json(listAnswer(await readLogPage(store, query)));
  });
  return app;
}

/** The cursor is the position before which the next page ends. */
async function readBackwards(store: Store, end: number, limit: number): Promise<Page<Recorded>> {
  const after = Math.max(0, end - limit);
  if (end <= 0) return { items: [], next: undefined };
  const { events } = await store.readLog({ after, limit: end - after });
  return { items: events.toReversed(), next: after > 0 ? String(after + 1) : undefined };
}
