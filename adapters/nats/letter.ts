/** Messages as they go to the server. */

import { InvalidInput } from "../../domain/kernel/errors.ts";
import { encodeCloudEvent } from "../../application/messaging/cloud_event.ts";
import type { Message } from "../../application/messaging/message.ts";
import { MessageTooLarge } from "../../application/messaging/message_bus.ts";
import type { NatsClient, NatsHeaders } from "./client.ts";
import { messageId, subjectOf } from "./subjects.ts";

/** A message that is ready to be sent. */
export interface Letter<Headers> {
  readonly subject: string;
  readonly payload: Uint8Array;
  readonly headers: Headers;
}

/** Where messages go. */
export interface LetterSettings {
  /** Of the stream. */
  readonly name: string;
  readonly partitions: number;
  /** Most that the stream takes, headers included. */
  readonly messageBytes: number;
}

/**
 * Makes the function that writes letters, which throws what no server will ever take.
 *
 * @throws {MessageTooLarge | InvalidInput}
 */
export function letterWriter<Headers extends NatsHeaders>(
  { connection, headers }: NatsClient<Headers>,
  { name, partitions, messageBytes }: LetterSettings,
): (message: Message) => Letter<Headers> {
  let serverTakes = Infinity;
  return (message) => {
    const subject = subjectOf(name, partitions, message);
    requireSubject(message, subject);
    const id = messageId(name, subject, message);
    const payload = encoder.encode(encodeCloudEvent(message.event));
    // While there is no connection nobody tells.
    serverTakes = connection.info?.max_payload ?? serverTakes;
    const limit = Math.min(serverTakes, messageBytes) - HEADER_BYTES - encoder.encode(id).length;
    if (payload.length > limit) throw new MessageTooLarge(message.event.id, payload.length, limit);
    const written = headers();
    written.set("Nats-Msg-Id", id);
    written.set("Content-Type", CONTENT_TYPE);
    return { subject, payload, headers: written };
  };
}

/** What no subject can hold would end the connection. */
function requireSubject({ channel, event }: Message, subject: string): void {
  if (!/^[a-z0-9-]{1,64}$/.test(channel)) {
    const message = `${JSON.stringify(channel)} is not 1 to 64 of a-z, 0-9 and -`;
    throw new InvalidInput("the message", [{ path: "channel", message }]);
  }
  if (subject.length > LONGEST_SUBJECT) {
    const message = `has ${event.type.length} characters, which are too many for a subject`;
    throw new InvalidInput("the message", [{ path: "type", message }]);
  }
}

const encoder = new TextEncoder();

/** Characters; with the rest of its line the server takes 4096. */
const LONGEST_SUBJECT = 2048;
const CONTENT_TYPE = "application/cloudevents+json";
/** What the headers of a message have beside its id. */
const HEADER_BYTES = `NATS/1.0\r\nNats-Msg-Id: \r\nContent-Type: ${CONTENT_TYPE}\r\n\r\n`.length;
