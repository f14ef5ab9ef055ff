/** What only operators may see and do. */

import { getCookie, setCookie } from "hono/cookie";
import type { AppContext, AppMiddleware } from "../app_env.ts";
import { isSameSecret } from "../same_secret.ts";
import { HttpRefusal } from "../http_refusal.ts";
import { hostOf } from "../request_host.ts";
import type { Actor } from "../services.ts";

const operator: Actor = { id: "operator" };

/** Lets in who shows the operators' token, as a bearer token or by the cookie of its link. */
export function operatorsOnly(adminToken: string): AppMiddleware {
  return async (c, next) => {
    if (!await isOperator(c, adminToken)) throw tokenNeeded();
    c.set("actor", operator);
    await next();
  };
}

/** Names who is behind what an operator does. */
export function operatorOf(c: AppContext): string {
  return (c.var.actor ?? operator).id;
}

/** Tells whether the request shows the operators' token. */
export async function isOperator(c: AppContext, adminToken: string): Promise<boolean> {
  const [, bearer] = /^Bearer +(\S+)$/i.exec(c.req.header("authorization") ?? "") ?? [];
  const shown = bearer ?? getCookie(c, cookieName(c)) ?? "";
  return shown !== "" && await isSameSecret(shown, adminToken);
}

/** Answers `/?token=...`: keeps the token in a cookie and leads to the clean address. */
export function tokenLink(adminToken: string): AppMiddleware {
  return async (c, next) => {
    const token = c.req.query("token");
    if (token === undefined) return await next();
    if (token === "" || !await isSameSecret(token, adminToken)) throw tokenNeeded();
    const secure = [new URL(c.req.url).protocol, `${c.req.header("x-forwarded-proto")}:`]
      .includes("https:");
    setCookie(c, cookieName(c), token, { path: "/", httpOnly: true, sameSite: "Strict", secure });
    return c.redirect(c.req.path, 303);
  };
}

/** Browsers share cookies between ports, so two servers on one machine need two names. */
function cookieName(c: AppContext): string {
  const [, port = "default"] = /:(\d+)$/.exec(hostOf(c)) ?? [];
  return `portico-operator-${port}`;
}

function tokenNeeded(): HttpRefusal {
  return new HttpRefusal({
    status: 401,
    code: "http/operators-only",
    title: "For operators",
    detail: "Send the operators' token as a bearer token, or open the link that was printed at " +
      "the start",
    headers: { "WWW-Authenticate": 'Bearer realm="portico operators"' },
  });
}
