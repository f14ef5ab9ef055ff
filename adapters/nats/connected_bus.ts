/** The functions of the port, over a connection that is there. */

import type { MessageBus } from "../../application/messaging/message_bus.ts";
import type { Clock, Log, NewId, Random } from "../../application/ports.ts";
import { jetStreamApi } from "./api.ts";
import type { NatsClient, NatsConnection, NatsHeaders } from "./client.ts";
import { groupStatuses } from "./consumer_info.ts";
import { Lifetime } from "./lifetime.ts";
import { publishAll } from "./publish.ts";
import { Publisher } from "./publisher.ts";
import { keptStream } from "./kept_stream.ts";
import type { StreamSettings } from "./stream.ts";
import { Subscriptions } from "./subscriptions.ts";

/** What a bus stands on. */
export interface BusPorts {
  readonly clock: Clock;
  readonly newId: NewId;
  readonly random: Random;
  readonly log: Pick<Log, "warn">;
}

/** How a bus behaves, with everything filled in. */
export interface BusSettings extends StreamSettings {
  readonly ackWait: number;
  readonly deadline: number;
  readonly closeWithin: number;
  readonly inboxPrefix: string;
}

/** Opens the stream, and makes the bus. */
export async function connectedBus<Headers extends NatsHeaders>(
  client: NatsClient<Headers>,
  ports: BusPorts,
  settings: BusSettings,
): Promise<MessageBus> {
  const { connection } = client;
  const { clock, newId, log } = ports;
  const { name, closeWithin, inboxPrefix } = settings;
  const life = new Lifetime();
  const api = jetStreamApi(connection, ports, { ...settings, signal: life.over });
  const newInbox = () => `${inboxPrefix}.${newId().replace(/[^\w-]/g, "_")}`;
  const openStream = await keptStream({ api, clock, log }, settings, life.over);
  const publisher = new Publisher(client, ports, {
    ...settings,
    ...await openStream(),
    inbox: newInbox(),
    onNoStream: () => void openStream().catch(() => {}),
  });
  const subscriptions = new Subscriptions({ ...ports, connection, api }, {
    ...settings,
    newInbox,
    openStream,
  });
  void watch(connection, life.over, {
    onDisconnect: () => {
      log.warn("The connection to NATS is lost; it is made again as soon as that works");
      publisher.onDisconnect();
    },
    onReconnect: () => {
      publisher.onReconnect();
      subscriptions.onReconnect();
    },
  });
  life.over.addEventListener("abort", () => {
    subscriptions.leave();
    publisher.close();
  });
  return {
    publish: (messages) =>
      life.run(() => publishAll(messages, (message) => publisher.publish(message))),
    subscribe: (wanted, receive, { signal }) =>
      life.run(() => subscriptions.start(wanted, receive, AbortSignal.any([signal, life.closing]))),
    groups: () => life.run(() => groupStatuses(api, name)),
    [Symbol.asyncDispose]: () => life.close(clock, closeWithin, () => subscriptions.ended()),
  };
}

interface ConnectionEars {
  readonly onDisconnect: () => void;
  readonly onReconnect: () => void;
}

async function watch(
  connection: NatsConnection<never>,
  signal: AbortSignal,
  { onDisconnect, onReconnect }: ConnectionEars,
): Promise<void> {
  for await (const { type } of connection.status()) {
    if (signal.aborted) return;
    if (type === "disconnect") onDisconnect();
    if (type === "reconnect") onReconnect();
  }
}
