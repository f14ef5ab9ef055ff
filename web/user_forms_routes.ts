/** The forms of the user page. */

import { Hono } from "hono";
import type { CommandContext } from "../application/command_context.ts";
import type { AppContext, AppEnv } from "./app_env.ts";
import { type FormValues, readForm, refusedForm, typed, versionIn } from "./forms.ts";
import { userPage } from "./pages/user_page.tsx";
import { sendOnce } from "./send_once.ts";
import type { Services } from "./services.ts";

/** Serves the forms that change and deactivate a user. */
export function userFormsRoutes({ users, newId }: Services): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  async function send(
    c: AppContext,
    id: string,
    form: URLSearchParams,
    values: FormValues,
    command: (context: CommandContext) => Promise<unknown>,
  ): Promise<Response> {
    try {
      await sendOnce(c, form, command);
      return c.redirect(`/users/${encodeURIComponent(id)}`, 303);
    } catch (error) {
      const refused = refusedForm(error, values, { "users/email-taken": "email" });
      const user = await users.get({ id });
      return c.html(await userPage(c, user, newId(), refused.form), refused.status);
    }
  }

  app.post("/forms/users/:id/details", async (c) => {
    const id = c.req.param("id");
    const form = await readForm(c);
    const values = { name: typed(form, "name"), email: typed(form, "email") };
    const expectedVersion = versionIn(form);
    return await send(
      c,
      id,
      form,
      values,
      (context) => users.change({ id, ...values, expectedVersion }, context),
    );
  });

  app.post("/forms/users/:id/deactivation", async (c) => {
    const id = c.req.param("id");
    const form = await readForm(c);
    const expectedVersion = versionIn(form);
    return await send(
      c,
      id,
      form,
      {},
      (context) => users.deactivate({ id, expectedVersion }, context),
    );
  });

  return app;
}
