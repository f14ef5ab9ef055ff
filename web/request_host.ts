/** Under which name a request came. */

import type { AppContext } from "./app_env.ts";

/** Gives the host, with its port if it has one, as the client wrote it. */
export function hostOf(c: AppContext): string {
  return c.req.header("host") ?? new URL(c.req.url).host;
}

/** Gives the name of a host without the port, in one form; `undefined` when it is none. */
export function hostNameOf(host: string): string | undefined {
  return parse(`http://${host}`, host)?.hostname;
}

/** Tells whether an origin such as `https://example.org` is that of a host. */
export function isOriginOf(origin: string, host: string): boolean {
  const [, scheme] = /^(https?):\/\//.exec(origin) ?? [];
  if (scheme === undefined) return false;
  const given = parse(origin, origin);
  return given !== undefined && given.host === parse(`${scheme}://${host}`, host)?.host;
}

function parse(url: string, written: string): URL | undefined {
  const authority = written.replace(/^https?:\/\//, "");
  return /^[^/?#@\\\s]+$/.test(authority) ? URL.parse(url) ?? undefined : undefined;
}
