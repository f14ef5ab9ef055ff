/** Listening with `node:http`. */

import { getRequestListener } from "@hono/node-server";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Address, type Fetch, type Listening, settlesWithin } from "./listening.ts";

/** Listens on Node. */
export async function listen(fetch: Fetch, { host, port }: Address): Promise<Listening> {
  // What is global stays as it is: the server is a guest of the process.
  const answer = getRequestListener(fetch, { overrideGlobalObjects: false });
  const server = createServer(answer);
  server.listen(port, host);
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    stop: async (within) => {
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      // A connection that was busy becomes idle with its answer, and would be kept for the next.
      server.prependListener("request", (_, response) => response.shouldKeepAlive = false);
      const idle = setInterval(() => server.closeIdleConnections(), 20);
      if (!await settlesWithin(within, closed.promise)) server.closeAllConnections();
      await closed.promise;
      clearInterval(idle);
    },
  };
}
