/** Users over HTTP. */

import { Hono } from "hono";
import { z } from "zod";
import type { Saved } from "../application/store/collection.ts";
import { listAnswer } from "../application/store/list_answer.ts";
import { userAnswer } from "../application/users/user_answer.ts";
import type { User } from "../domain/users/user.ts";
import type { AppContext, AppEnv } from "./app_env.ts";
import { commandContextOf } from "./command_context.ts";
import { entityTag, expectedVersionOf } from "./if_match.ts";
import { readListing } from "./listing.ts";
import { wantsHtml } from "./negotiation.ts";
import { userPage } from "./pages/user_page.tsx";
import { usersPage } from "./pages/users_page.tsx";
import { readJson } from "./read_json.ts";
import type { Services } from "./services.ts";
import { text, wholeBody } from "./shapes.ts";

/** Serves registration, changes, deactivation, lookup and the list of users. */
export function usersRoutes({ users, newId }: Services): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.post("/users", async (c) => {
    const command = await readJson(c, registration);
    const user = await users.register(command, commandContextOf(c));
    c.header("Location", `/users/${encodeURIComponent(user.id)}`);
    return answerSaved(c, user, 201);
  });

  app.get("/users", async (c) => {
    const page = await users.list(readListing(c));
    if (wantsHtml(c)) return c.html(await usersPage(c, page));
    return c.json(listAnswer({ ...page, items: page.items.map(userAnswer) }));
  });

  app.get("/users/:id", async (c) => {
    const user = await users.get({ id: c.req.param("id") });
    c.header("ETag", entityTag(user.version));
    return wantsHtml(c) ? c.html(await userPage(c, user, newId())) : c.json(userAnswer(user));
  });

  app.patch("/users/:id", async (c) => {
    const id = c.req.param("id");
    const changes = await readJson(c, change);
    const expectedVersion = await expectedVersionOf(c, () => users.get({ id }));
    const user = await users.change({ ...changes, id, expectedVersion }, commandContextOf(c));
    return answerSaved(c, user, 200);
  });

  app.post("/users/:id/deactivation", async (c) => {
    const id = c.req.param("id");
    const expectedVersion = await expectedVersionOf(c, () => users.get({ id }));
    const user = await users.deactivate({ id, expectedVersion }, commandContextOf(c));
    return answerSaved(c, user, 200);
  });

  return app;
}

const registration = z.strictObject({ name: text, email: text }, wholeBody);
const change = registration.partial();

function answerSaved(c: AppContext, user: Saved<User>, status: 200 | 201): Response {
  c.header("ETag", entityTag(user.version));
  c.header("Portico-Position", String(user.position));
  return c.json(userAnswer(user), status);
}
