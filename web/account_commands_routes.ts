/** Commands for accounts over HTTP. */

import { Hono } from "hono";
import { z } from "zod";
import { accountAnswer } from "../application/accounts/account_answer.ts";
import type { Saved } from "../application/store/collection.ts";
import type { Account } from "../domain/accounts/account.ts";
import { accountAddress } from "./account_address.ts";
import type { AppContext, AppEnv } from "./app_env.ts";
import { commandContextOf } from "./command_context.ts";
import { entityTag, expectedVersionOf } from "./if_match.ts";
import { readJson } from "./read_json.ts";
import type { Services } from "./services.ts";
import { money, type MoneyShape, text, wholeBody } from "./shapes.ts";

/** Serves opening, deposits, withdrawals and closure. */
export function accountCommandsRoutes({ accounts }: Pick<Services, "accounts">): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  async function readMovement(c: AppContext, id: string): Promise<Movement> {
    const { amount } = await readJson(c, movement);
    return { id, amount, expectedVersion: await expectedVersionOf(c, () => accounts.get({ id })) };
  }

  app.post("/accounts", async (c) => {
    const command = await readJson(c, opening);
    const account = await accounts.open(command, commandContextOf(c));
    c.header("Location", accountAddress(account.id));
    return answerSaved(c, account, 201);
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

function answerSaved(c: AppContext, account: Saved<Account>, status: 200 | 201): Response {
  c.header("ETag", entityTag(account.version));
  c.header("Portico-Position", String(account.position));
  return c.json(accountAnswer(account), status);
}
