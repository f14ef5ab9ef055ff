/** Transfers over HTTP. */

import { Hono } from "hono";
import { z } from "zod";
import { transferAnswer } from "../application/accounts/account_answer.ts";
import type { AppEnv } from "./app_env.ts";
import { commandContextOf } from "./command_context.ts";
import { readJson } from "./read_json.ts";
import type { Services } from "./services.ts";
import { money, text, wholeBody } from "./shapes.ts";

/** Serves `/transfers`: both accounts change, or neither does. */
export function transfersRoutes({ accounts }: Pick<Services, "accounts">): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.post("/transfers", async (c) => {
    const command = await readJson(c, transfer);
    const transferred = await accounts.transfer(command, commandContextOf(c));
    c.header("Portico-Position", String(transferred.position));
    return c.json(transferAnswer(transferred), 201);
  });
  return app;
}

const transfer = z.strictObject({ from: text, to: text, amount: money }, wholeBody);
