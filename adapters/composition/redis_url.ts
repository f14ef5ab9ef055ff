/** Redis servers by URL: `redis://user:password@host:port/0?name=...`. */

import { InvalidInput } from "../../domain/kernel/errors.ts";

/** Which server. */
export interface RedisServer {
  /** For the adapter, with everything in it that is the adapter's business; may have a password in it. */
  readonly url: string;
  /** Host and port, which may be shown. */
  readonly server: string;
}

/**
 * Parses the URL of a server.
 *
 * @throws {InvalidInput} which never repeats the URL, for it may have a password
 */
export function parseRedisUrl(text: string): RedisServer {
  const url = URL.parse(text);
  if (url !== null && url.hostname !== "" && /^\/?\d*$/.test(url.pathname)) {
    return { url: url.href, server: url.host };
  }
  const message = "must be redis://user:password@host:port";
  throw new InvalidInput("the URL of the server", [{ path: "", message }]);
}
