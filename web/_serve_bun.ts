/** Listening with `Bun.serve`. */

import { type Address, type Fetch, type Listening, settlesWithin } from "./listening.ts";

/** What of Bun is used. */
interface BunRuntime {
  readonly serve: (options: BunServeOptions) => BunServer;
}

interface BunServeOptions {
  readonly hostname: string;
  readonly port: number;
  readonly idleTimeout: number;
  readonly fetch: Fetch;
}

interface BunServer {
  readonly port: number;
  readonly stop: (closeActiveConnections?: boolean) => Promise<void>;
}

/** Seconds without a byte after which a connection is closed; the most that Bun takes. */
const IDLE = 255;

/** Listens on Bun. */
export function listen(fetch: Fetch, { host, port }: Address): Promise<Listening> {
  const bun: BunRuntime = Reflect.get(globalThis, "Bun");
  const server = bun.serve({ hostname: host, port, idleTimeout: IDLE, fetch });
  return Promise.resolve({
    port: server.port,
    stop: async (within) => {
      if (!await settlesWithin(within, server.stop())) await server.stop(true);
    },
  });
}
