/** The form that opens an account. */

import { Hono } from "hono";
import { parseAccountOwner } from "../domain/accounts/account_owner.ts";
import { type Money, parseCurrency } from "../domain/kernel/money.ts";
import { parseMoneyText } from "../domain/kernel/money_text.ts";
import { parseFields } from "../domain/kernel/parse_fields.ts";
import { addressAfter } from "./account_address.ts";
import type { AppEnv } from "./app_env.ts";
import {
  currencyCode,
  type FormValues,
  readForm,
  refusedForm,
  typed,
  USUAL_CURRENCY,
} from "./forms.ts";
import { accountOpeningPage } from "./pages/account_opening_page.tsx";
import { sendOnce } from "./send_once.ts";
import type { Services } from "./services.ts";

/** Serves `/demo/account`, which leads to the account. */
export function accountOpeningRoutes({ accounts, newId }: Services): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get("/demo/account", async (c) => {
    const form = { values: { currency: USUAL_CURRENCY }, errors: {} };
    return c.html(await accountOpeningPage(c, form, newId()));
  });

  app.post("/demo/account", async (c) => {
    const form = await readForm(c);
    const values = Object.fromEntries(
      ["owner", "amount", "currency"].map((name) => [name, typed(form, name)]),
    );
    try {
      const { owner, amount } = parseOpening(values);
      const { id, position } = await sendOnce(c, form, async (context) => {
        return await accounts.open({ owner, openingBalance: amount }, context);
      });
      return c.redirect(addressAfter(id, position), 303);
    } catch (error) {
      const refused = refusedForm(error, values, {
        "accounts/opening-balance-negative": "amount",
      });
      return c.html(await accountOpeningPage(c, refused.form, newId()), refused.status);
    }
  });

  return app;
}

interface Opening {
  readonly owner: string;
  readonly amount: Money;
}

/** While the currency is none, the amount is judged in the usual one. */
function parseOpening({ owner, amount = "", currency = "" }: FormValues): Opening {
  const { code, assumed } = currencyCode(currency);
  return parseFields("the account", {
    owner: () => parseAccountOwner(owner),
    amount: () => parseMoneyText(amount, assumed),
    currency: () => parseCurrency(code),
  });
}
