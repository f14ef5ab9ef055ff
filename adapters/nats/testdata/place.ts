/** Streams that go away with their test. */

import { jetstream } from "@nats-io/jetstream";
import { connect, type NatsConnection } from "@nats-io/transport-node";
import type { MessageBus } from "../../../application/messaging/message_bus.ts";
import { partitionOf, PARTITIONS } from "../../../application/messaging/partition.ts";
import type { ForeignClient, MessageBusPlace } from "../../conformance/mod.ts";
import { natsMessageBus, type NatsMessageBusOptions, openNats } from "../mod.ts";
import { systemPorts } from "../../testdata/system_ports.ts";

/** A stream of its own, and connections to it. */
export interface TestPlace extends MessageBusPlace {
  readonly name: string;
  /** Of somebody else. */
  readonly connection: NatsConnection;
  readonly foreign: ForeignClient;
  /** Opens a bus over a connection of its own. */
  readonly open: (options?: NatsMessageBusOptions) => Promise<MessageBus>;
}

/** Names the stream, which the first bus makes, and connects. */
export async function testPlace(
  url: string,
  usual: NatsMessageBusOptions = {},
): Promise<TestPlace> {
  const name = `test_${crypto.randomUUID().replaceAll("-", "")}`;
  const connection = await connect({
    servers: url.replace("nats://", ""),
    maxReconnectAttempts: -1,
    reconnectTimeWait: 100,
  });
  await using undo = new AsyncDisposableStack();
  undo.defer(() => connection.close());
  undo.defer(() => deleteStream(connection, name));
  const opened = undo.move();
  return {
    name,
    connection,
    foreign: foreignClient(connection, name),
    largestMessage: (connection.info?.max_payload ?? 0) - MOST_HEADERS,
    open: async (options) => {
      const { client } = opened.use(await openNats(url));
      return await natsMessageBus(client, systemPorts, { name, ...hasty, ...usual, ...options });
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

/** In milliseconds: tests need not wait as long as people would. */
const hasty: NatsMessageBusOptions = { ackWait: 3000, closeWithin: 500 };

/** Bytes of headers that a message of the kit has at most. */
const MOST_HEADERS = 300;

function foreignClient(connection: NatsConnection, name: string): ForeignClient {
  const client = jetstream(connection);
  return {
    put: async ({ channel, key, type, bytes }) => {
      const partition = String(partitionOf(key, PARTITIONS)).padStart(2, "0");
      await client.publish(`${name}.${channel}.${partition}.${type}`, bytes);
    },
    read: async (channel) => {
      const { streams } = await client.jetstreamManager();
      const { state } = await streams.info(name);
      const found: Uint8Array[] = [];
      for (let seq = state.first_seq; seq <= state.last_seq; seq++) {
        const message = await streams.getMessage(name, { seq });
        if (message?.subject.startsWith(`${name}.${channel}.`)) found.push(message.data);
      }
      return found;
    },
  };
}

async function deleteStream(connection: NatsConnection, name: string): Promise<void> {
  const { streams } = await jetstream(connection).jetstreamManager();
  await streams.delete(name).catch(() => {});
}
