/** Opening a connection of the NATS driver, which is loaded only when it is wanted. */

import type { MsgHdrs } from "@nats-io/transport-node";
import { BusUnavailable } from "../../application/messaging/message_bus.ts";
import type { NatsClient } from "./client.ts";
import { type NatsServer, parseNatsUrl } from "./server_url.ts";

/** A connection that was opened here, and is closed here. */
export interface OpenedNats extends AsyncDisposable {
  readonly client: NatsClient<MsgHdrs>;
  /** What its URL says of the bus. */
  readonly bus: NatsServer["bus"];
}

/**
 * Connects to a server, or to one of a cluster, with settings that suit the bus: a lost connection
 * is noticed within half a minute and made again for as long as it takes. The URL is one for
 * {@linkcode parseNatsUrl}.
 *
 * @throws {InvalidInput} when the URL is wrong
 * @throws {BusUnavailable} when no server answers, or it lets nobody in
 *
 * @example
 * ```ts
 * import { natsMessageBus, openNats } from "@portico/core/nats";
 * import { randomIds, silentLog, systemClock, systemRandom } from "@portico/core/system";
 *
 * const ports = {
 *   clock: systemClock(),
 *   newId: randomIds(),
 *   random: systemRandom(),
 *   log: silentLog(),
 * };
 *
 * async function countWaiting(url: string) {
 *   await using opened = await openNats(url);
 *   await using bus = await natsMessageBus(opened.client, ports, opened.bus);
 *   return await bus.groups();
 * }
 * ```
 */
export async function openNats(url: string): Promise<OpenedNats> {
  const server = parseNatsUrl(url);
  const { connect, headers } = await import("@nats-io/transport-node");
  try {
    const connection = await connect(optionsFor(server));
    return {
      client: { connection, headers },
      bus: server.bus,
      [Symbol.asyncDispose]: () => connection.close(),
    };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : "no answer";
    throw new BusUnavailable(`NATS at ${server.servers.join()} does not let us in: ${reason}`, {
      cause,
    });
  }
}

function optionsFor({ servers, secure, auth }: NatsServer) {
  return {
    servers: [...servers],
    name: "portico",
    ...auth,
    ...(secure ? { tls: {} } : {}),
    timeout: CONNECTS_WITHIN,
    maxReconnectAttempts: -1,
    ignoreAuthErrorAbort: true,
    reconnectTimeWait: RECONNECTS_AFTER,
    pingInterval: PINGS_EVERY,
    // The traces of every request would cost as much as the request.
    noAsyncTraces: true,
  };
}

/** Milliseconds. */
const CONNECTS_WITHIN = 5000;
const RECONNECTS_AFTER = 250;
const PINGS_EVERY = 10_000;
