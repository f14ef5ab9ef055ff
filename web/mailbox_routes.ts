/** Mails that were kept, for operators. */

import { Hono } from "hono";
import { listAnswer } from "../application/store/list_answer.ts";
import type { AppEnv } from "./app_env.ts";
import { HttpRefusal } from "./http_refusal.ts";
import { readListing } from "./listing.ts";
import { wantsHtml } from "./negotiation.ts";
import { mailboxPage } from "./pages/mailbox_page.tsx";
import type { Services } from "./services.ts";

/** Serves `/mailbox`. */
export function mailboxRoutes({ readMailbox }: Pick<Services, "readMailbox">): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get("/mailbox", async (c) => {
    const listing = readListing(c);
    if (readMailbox === undefined) throw notKept();
    const page = await readMailbox(listing);
    return wantsHtml(c) ? c.html(await mailboxPage(c, page)) : c.json(listAnswer(page));
  });
  return app;
}

function notKept(): HttpRefusal {
  return new HttpRefusal({
    status: 404,
    code: "mailbox/not-kept",
    title: "No mailbox",
    detail: "Mail is sent on and not kept here: MAIL_URL is something else than mailbox:",
  });
}
