/** No page of another site makes a browser change something here. */

import type { AppContext, AppMiddleware } from "../app_env.ts";
import { HttpRefusal } from "../http_refusal.ts";
import { hostOf, isOriginOf } from "../request_host.ts";

const safe = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Lets unsafe methods through when the browser says they come from here, or when nothing says that
 * a browser is involved.
 */
export const originCheck: AppMiddleware = async (c, next) => {
  if (!safe.has(c.req.method) && !isFromHere(c)) {
    throw new HttpRefusal({
      status: 403,
      code: "http/cross-origin",
      title: "Cross-origin request",
      detail: "A page of another site cannot change anything here",
    });
  }
  await next();
};

/** `Sec-Fetch-Site` cannot be set by scripts, and says more than an origin that is hidden. */
function isFromHere(c: AppContext): boolean {
  const site = c.req.header("sec-fetch-site");
  if (site !== undefined) return site === "same-origin" || site === "none";
  const origin = c.req.header("origin");
  return origin === undefined || isOriginOf(origin, hostOf(c));
}
