/** Listening with `Deno.serve`. */

import { type Address, type Fetch, type Listening, settlesWithin } from "./listening.ts";

/** Milliseconds that the last answers get to leave. */
const FLUSH = 1000;

/** Listens on Deno. */
export function listen(fetch: Fetch, { host, port }: Address): Promise<Listening> {
  const inFlight = new Set<Promise<Response>>();
  const cutOff = Promise.withResolvers<Response>();
  let stopping = false;

  function answer(request: Request): Promise<Response> {
    if (stopping) return Promise.resolve(unavailable());
    const answering = Promise.race([fetch(request), cutOff.promise.then(unavailable)])
      .finally(() => inFlight.delete(answering));
    inFlight.add(answering);
    return answering;
  }

  // Who started the server says where it is.
  const server = Deno.serve({ hostname: host, port, onListen: () => {} }, answer);
  return Promise.resolve({
    port: server.addr.port,
    stop: async (within) => {
      stopping = true;
      // A shutdown would break off bodies that are still coming, and cannot be aborted.
      const answered = await settlesWithin(within, Promise.allSettled(inFlight));
      if (!answered) cutOff.resolve(unavailable());
      await settlesWithin(FLUSH, server.shutdown());
    },
  });
}

/** The answer to who comes too late; their connection is not kept. */
function unavailable(): Response {
  return new Response(null, { status: 503, headers: { Connection: "close", "Retry-After": "1" } });
}
