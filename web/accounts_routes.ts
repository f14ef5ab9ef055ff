/** Accounts over HTTP. */

import { Hono } from "hono";
import { z } from "zod";
import type { Saved } from "../application/store/collection.ts";
import { InvalidInput } from "../domain/kernel/errors.ts";
import type { Account } from "../domain/accounts/account.ts";
import { accountAnswer } from "./account_answer.ts";
import { besideEvents, readAccountDetails, readPastAccount } from "./account_views.ts";
import type { AppContext, AppEnv } from "./app_env.ts";
import { commandContextOf } from "./command_context.ts";
import { readConsistentWith, requireConsistentWith } from "./consistency.ts";
import { entityTag, expectedVersionOf } from "./if_match.ts";
import { listAnswer, readListing } from "./listing.ts";
import { wantsHtml } from "./negotiation.ts";
import { accountHistoryPage } from "./pages/account_history_page.tsx";
import { accountPage } from "./pages/account_page.tsx";
import { accountsPage } from "./pages/accounts_page.tsx";
import { pastAccountPage } from "./pages/past_account_page.tsx";
import { readJson } from "./read_json.ts";
import { readTime } from "./read_time.ts";
import type { Services } from "./services.ts";
import { money, type MoneyShape, text, wholeBody } from "./shapes.ts";

/** Serves opening, deposits, withdrawals, closure, lookup, also of the past, list and history. */
export function accountsRoutes(services: Services): Hono<AppEnv> {
  const { accounts, store } = services;
  const app = new Hono<AppEnv>();

  async function readMovement(c: AppContext, id: string): Promise<Movement> {
    const { amount } = await readJson(c, movement);
    return { id, amount, expectedVersion: await expectedVersionOf(c, () => accounts.get({ id })) };
  }

  app.post("/accounts", async (c) => {
    const command = await readJson(c, opening);
    const account = await accounts.open(command, commandContextOf(c));
    c.header("Location", `/accounts/${encodeURIComponent(account.id)}`);
    return answerSaved(c, account, 201);
  });

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

  app.post("/accounts/:id/deposits", async (c) => {
    const command = await readMovement(c, c.req.param("id"));
    return answerSaved(c, await accounts.deposit(command, commandContextOf(c)), 200);
  });

  app.post("/accounts/:id/withdrawals", async (c) => {
    const command = await readMovement(c, c.req.param("id"));
    return answerSaved(c, await accounts.withdraw(command, commandContextOf(c)), 200);
  });

  app.post("/accounts/:id/closure", async (c) => {
    const id = c.req.param("id");
    const expectedVersion = await expectedVersionOf(c, () => accounts.get({ id }));
    return answerSaved(c, await accounts.close({ id, expectedVersion }, commandContextOf(c)), 200);
  });

  return app;
}

const opening = z.strictObject({ owner: text, openingBalance: money }, wholeBody);
const movement = z.strictObject({ amount: money }, wholeBody);

/** Money into an account or out of it. */
interface Movement {
  readonly id: string;
  readonly amount: MoneyShape;
  readonly expectedVersion: number | undefined;
}

/** Which moment of the past is asked for, if any. */
type Moment = { readonly version: number } | { readonly at: string };

/**
 * Reads `?version=` or `?at=`.
 *
 * @throws {InvalidInput}
 */
function readMoment(c: AppContext): Moment | undefined {
  const version = c.req.query("version");
  const at = c.req.query("at");
  if (version === undefined) return at === undefined ? undefined : { at: readTime("at", at) };
  if (at !== undefined) throw wrong("version", "cannot be given together with a time");
  return { version: versionIn("version", version) };
}

/** Reads `?before=`, the version before which the changes on the page end. */
function readBefore(c: AppContext): number | undefined {
  const before = c.req.query("before");
  return before === undefined ? undefined : versionIn("before", before);
}

function versionIn(name: string, text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw wrong(name, "must be a whole number from 1 on");
}

function wrong(path: string, message: string): InvalidInput {
  return new InvalidInput("the query", [{ path, message }]);
}

function answerSaved(c: AppContext, account: Saved<Account>, status: 200 | 201): Response {
  c.header("ETag", entityTag(account.version));
  c.header("Portico-Position", String(account.position));
  return c.json(accountAnswer(account), status);
}
