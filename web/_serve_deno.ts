/** Listening with `Deno.serve`. */

import { type Address, type Fetch, type Listening, settlesWithin } from "./listening.ts";

/** Milliseconds that answers get to leave when their requests were cut off. */
const FLUSH = 1000;

/** Listens on Deno. */
export function listen(fetch: Fetch, { host, port }: Address): Promise<Listening> {
  // A server that is shutting down cannot be aborted any more, but its requests can be answered.
  const cutOff = Promise.withResolvers<Response>();
  const server = Deno.serve({
    hostname: host,
    port,
    // Who started the server says where it is.
    onListen: () => {},
  }, (request) => Promise.race([fetch(request), cutOff.promise.then((answer) => answer.clone())]));
  return Promise.resolve({
    port: server.addr.port,
    stop: async (within) => {
      const closed = server.shutdown();
      if (await settlesWithin(within, closed)) return;
      cutOff.resolve(new Response(null, { status: 503 }));
      await settlesWithin(FLUSH, closed);
    },
  });
}
