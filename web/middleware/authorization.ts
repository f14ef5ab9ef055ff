/** The user's own authentication of the business routes. */

import type { AppMiddleware } from "../app_env.ts";
import { HttpRefusal } from "../http_refusal.ts";
import type { Authorize } from "../services.ts";

/** Lets in whom `authorize` recognises; without it everybody, as nobody in particular. */
export function authorization(authorize: Authorize | undefined): AppMiddleware {
  return async (c, next) => {
    if (authorize !== undefined) {
      const actor = await authorize(c.req.raw.clone());
      if (actor === undefined) throw unrecognised();
      c.set("actor", actor);
    }
    await next();
  };
}

function unrecognised(): HttpRefusal {
  return new HttpRefusal({
    status: 401,
    code: "http/unauthorized",
    title: "Unauthorized",
    detail: "Nobody was recognised who may do this",
    headers: { "WWW-Authenticate": 'Bearer realm="portico"' },
  });
}
