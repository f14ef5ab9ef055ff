/** Requests that no route takes. */

import type { Hono } from "hono";
import type { AppContext, AppEnv } from "./app_env.ts";
import { HttpRefusal } from "./http_refusal.ts";

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/**
 * Refuses a path that nobody serves with 404, and a method that nobody takes there with 405.
 *
 * @throws {HttpRefusal} always
 */
export function unknownRoute(app: Hono<AppEnv>): (c: AppContext) => never {
  return (c) => {
    const allowed = methods.filter((method) => isServed(app, method, c.req.path));
    if (allowed.length === 0) {
      throw new HttpRefusal({
        status: 404,
        code: "http/not-found",
        title: "Not found",
        detail: "There is nothing at this address",
      });
    }
    const allow = allowed.flatMap((method) => method === "GET" ? [method, "HEAD"] : [method]);
    throw new HttpRefusal({
      status: 405,
      code: "http/method-not-allowed",
      title: "Method not allowed",
      detail: `Only ${allow.join(", ")} can be used here`,
      headers: { Allow: allow.join(", ") },
    });
  };
}

/** Middleware serves every method, so it does not count. */
function isServed(app: Hono<AppEnv>, method: string, path: string): boolean {
  return app.router.match(method, path)[0].some(([[, route]]) => route.method === method);
}
