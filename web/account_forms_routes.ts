/** The forms of an account's page. */

import { Hono } from "hono";
import type { Accounts } from "../application/accounts/accounts.ts";
import type { CommandContext } from "../application/command_context.ts";
import type { Currency, Money } from "../domain/kernel/money.ts";
import { parseMoneyText } from "../domain/kernel/money_text.ts";
import { parseFields } from "../domain/kernel/parse_fields.ts";
import { addressAfter } from "./account_address.ts";
import { readAccountDetails } from "./account_views.ts";
import type { AppEnv } from "./app_env.ts";
import { type FormValues, readForm, refusedForm, typed } from "./forms.ts";
import type { RefusedMovement } from "./pages/account_forms.tsx";
import { accountPage } from "./pages/account_page.tsx";
import { sendOnce } from "./send_once.ts";
import type { Services } from "./services.ts";

/** What was sent, and to which account. */
interface Sent {
  readonly accounts: Accounts;
  readonly id: string;
  readonly to: string;
  /** What was typed as the amount. */
  readonly money: () => Money;
}

/** What each form of an account's page asks for; the answer has the log's position after it. */
const commands: Readonly<
  Record<
    RefusedMovement["kind"],
    (sent: Sent, context: CommandContext) => Promise<{ readonly position: number }>
  >
> = {
  deposit: ({ accounts, id, money }, context) => accounts.deposit({ id, amount: money() }, context),
  withdrawal: ({ accounts, id, money }, context) =>
    accounts.withdraw({ id, amount: money() }, context),
  transfer: ({ accounts, id, to, money }, context) =>
    accounts.transfer({ from: id, to, amount: money() }, context),
  closure: ({ accounts, id }, context) => accounts.close({ id }, context),
};

/** Serves the forms that move money and close the account. */
export function accountFormsRoutes(services: Services): Hono<AppEnv> {
  const { accounts } = services;
  const app = new Hono<AppEnv>();

  for (const kind of ["deposit", "withdrawal", "transfer", "closure"] as const) {
    app.post(`/forms/accounts/:id/${kind}`, async (c) => {
      const id = c.req.param("id");
      const { balance } = await accounts.get({ id });
      const form = await readForm(c);
      const values = { amount: typed(form, "amount"), to: typed(form, "to") };
      const money = () => parseAmount(values.amount, balance.currency);
      try {
        const { position } = await sendOnce(c, form, async (context) => {
          return await commands[kind]({ accounts, id, to: values.to, money }, context);
        });
        return c.redirect(addressAfter(id, position), 303);
      } catch (error) {
        const refused = refusedForm(error, values, fields);
        const details = await readAccountDetails(services, await accounts.get({ id }));
        return c.html(await accountPage(c, details, { ...refused.form, kind }), refused.status);
      }
    });
  }

  return app;
}

/** Beside which field a refusal is said. */
const fields: FormValues = {
  "accounts/amount-not-positive": "amount",
  "accounts/closed": "to",
  "accounts/insufficient-funds": "amount",
  "accounts/not-found": "to",
  "accounts/transfer-to-same-account": "to",
  "money/currency-mismatch": "to",
  "money/amount-too-large": "amount",
};

function parseAmount(text: string, currency: Currency): Money {
  return parseFields("the form", { amount: () => parseMoneyText(text, currency) }).amount;
}
