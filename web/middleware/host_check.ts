/** Only known names are answered, so that no foreign name can be pointed at this address. */

import type { AppMiddleware } from "../app_env.ts";
import { HttpRefusal } from "../http_refusal.ts";
import { hostNameOf, hostOf } from "../request_host.ts";

/** Refuses requests to hosts that are not listed; ports make no difference. */
export function hostCheck(allowed: readonly string[]): AppMiddleware {
  const names = new Set(allowed.map((host) => hostNameOf(host) ?? hostNameOf(`[${host}]`)));
  return async (c, next) => {
    const name = hostNameOf(hostOf(c));
    if (name === undefined || !names.has(name)) {
      throw new HttpRefusal({
        status: 421,
        code: "http/unknown-host",
        title: "Unknown host",
        detail: "This name is not one of ALLOWED_HOSTS",
      });
    }
    await next();
  };
}
