/** Reading accounts over HTTP and as pages. */

import { Hono } from "hono";
import { accountAnswer } from "../application/accounts/account_answer.ts";
import { listAnswer } from "../application/store/list_answer.ts";
import { readBefore, readMoment } from "./account_moment.ts";
import { besideEvents, readAccountDetails, readPastAccount } from "./account_views.ts";
import type { AppEnv } from "./app_env.ts";
import { readConsistentWith, requireConsistentWith } from "./consistency.ts";
import { entityTag } from "./if_match.ts";
import { readListing } from "./listing.ts";
import { wantsHtml } from "./negotiation.ts";
import { accountHistoryPage } from "./pages/account_history_page.tsx";
import { accountPage } from "./pages/account_page.tsx";
import { accountsPage } from "./pages/accounts_page.tsx";
import { pastAccountPage } from "./pages/past_account_page.tsx";
import type { Services } from "./services.ts";

/** Serves the list, lookup, also of the past, histories and balances. */
export function accountsRoutes(services: Services): Hono<AppEnv> {
  const { accounts, store } = services;
  const app = new Hono<AppEnv>();

  app.get("/accounts", async (c) => {
    const query = { ...readListing(c), consistentWith: readConsistentWith(c) };
    const page = await accounts.list(query);
    if (wantsHtml(c)) return c.html(await accountsPage(c, page));
    return c.json(listAnswer({ ...page, items: page.items.map(accountAnswer) }));
  });

  app.get("/accounts/:id", async (c) => {
    const id = c.req.param("id");
    await requireConsistentWith(c, store);
    const moment = readMoment(c);
    const account = await accounts.get({ id, ...moment });
    c.header("ETag", entityTag(account.version));
    if (!wantsHtml(c)) return c.json(accountAnswer(account));
    return c.html(
      moment === undefined
        ? await accountPage(c, await readAccountDetails(services, account, readBefore(c)))
        : await pastAccountPage(c, await readPastAccount(services, account)),
    );
  });

  app.get("/accounts/:id/history", async (c) => {
    const id = c.req.param("id");
    const query = { ...readListing(c), consistentWith: readConsistentWith(c) };
    const page = await accounts.history({ id, ...query });
    if (!wantsHtml(c)) return c.json(listAnswer(page));
    const [account, changes] = await Promise.all([
      accounts.get({ id }),
      besideEvents(store, page.items),
    ]);
    return c.html(await accountHistoryPage(c, account, { items: changes, next: page.next }));
  });

  app.get("/accounts/:id/balance", async (c) => {
    const id = c.req.param("id");
    return c.json(await accounts.balance({ id, consistentWith: readConsistentWith(c) }));
  });

  return app;
}
