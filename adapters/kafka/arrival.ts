/** What a record of Kafka is to a group: a message, or bytes that are none. */

import { UnreadableMessage } from "../../application/messaging/cloud_event.ts";
import { readMessage } from "../../application/messaging/message.ts";
import type { Arrival } from "../../application/messaging/message_bus.ts";
import type { KafkaReceived } from "./client.ts";

/** Reads a record that came under a channel. */
export function arrivalOf(channel: string, { key, value }: KafkaReceived): Arrival {
  const bytes = new Uint8Array(value ?? []);
  try {
    return { message: readMessage(channel, bytes) };
  } catch (error) {
    if (!(error instanceof UnreadableMessage)) throw error;
    return {
      unreadable: { channel, key: new TextDecoder().decode(key ?? undefined), bytes, error },
    };
  }
}
