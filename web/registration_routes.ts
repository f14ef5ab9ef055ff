/** The demo of registration: a form, and what came of it. */

import { Hono } from "hono";
import type { Recorded } from "../application/store/store.ts";
import type { AppEnv } from "./app_env.ts";
import { readForm, refusedForm, typed } from "./forms.ts";
import { awaitMails } from "./kept_mails.ts";
import { readPosition } from "./listing.ts";
import { isOperator } from "./middleware/operator.ts";
import { registeredPage } from "./pages/registered_page.tsx";
import { registrationPage } from "./pages/registration_page.tsx";
import { sendOnce } from "./send_once.ts";
import type { Services } from "./services.ts";

/** Serves `/demo/registration` and the pages that show what followed. */
export function registrationRoutes(services: Services): Hono<AppEnv> {
  const { users, newId, adminToken } = services;
  const app = new Hono<AppEnv>();

  app.get("/demo/registration", async (c) => {
    return c.html(await registrationPage(c, { values: {}, errors: {} }, newId()));
  });

  app.post("/demo/registration", async (c) => {
    const form = await readForm(c);
    const values = { name: typed(form, "name"), email: typed(form, "email") };
    try {
      const { id, position } = await sendOnce(
        c,
        form,
        (context) => users.register(values, context),
      );
      return c.redirect(`/demo/registration/${encodeURIComponent(id)}?position=${position}`, 303);
    } catch (error) {
      const refused = refusedForm(error, values, { "users/email-taken": "email" });
      return c.html(await registrationPage(c, refused.form, newId()), refused.status);
    }
  });

  app.get("/demo/registration/:id", async (c) => {
    const id = c.req.param("id");
    const position = readPosition("position", c.req.query("position") ?? "0");
    const user = await users.get({ id });
    const followed = await isOperator(c, adminToken)
      ? {
        event: await findEvent(services, position, id),
        mail: (await awaitMails(services, id, 1))?.[0],
        mailIsKept: services.readMailbox !== undefined,
      }
      : undefined;
    return c.html(await registeredPage(c, user, followed));
  });

  return app;
}

async function findEvent(
  { store }: Services,
  position: number,
  userId: string,
): Promise<Recorded | undefined> {
  if (position === 0) return undefined;
  const { events: [event] } = await store.readLog({ after: position - 1, limit: 1 });
  const { data = null } = event ?? {};
  const isAboutUser = typeof data === "object" && data !== null && "userId" in data &&
    data.userId === userId;
  return isAboutUser ? event : undefined;
}
