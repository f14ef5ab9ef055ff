/** Brokers by URL: `nats://user:password@host:port`, with commas between several hosts. */

import { InvalidInput } from "../../domain/kernel/errors.ts";

/** Where a broker is. */
export interface BrokerServers {
  /** For the adapter, with everything in it that is the adapter's business; may have a password in it. */
  readonly url: string;
  /** Hosts and ports, which may be shown. */
  readonly servers: string;
}

/**
 * Parses the URL of a broker.
 *
 * @throws {InvalidInput} which never repeats the URL, for it may have a password
 */
export function parseBusUrl(url: string, form: string): BrokerServers {
  const [, servers] = /^[a-z]+:\/\/(?:[^/?#@]*@)?([\w.:[\],-]+)(?:[/?].*)?$/i.exec(url) ?? [];
  const hosts = servers?.split(",").map((host) => URL.parse(`http://${host}`)) ?? [];
  if (servers === undefined || hosts.some((host) => host === null)) {
    throw new InvalidInput("the URL of the broker", [{ path: "", message: `must be ${form}` }]);
  }
  return { url, servers };
}
