/** Messages: what is told to other processes and systems, and where it is told. */

import { InvalidInput } from "../../domain/kernel/errors.ts";
import { type CloudEvent, decodeCloudEvent, UnreadableMessage } from "./cloud_event.ts";

/** An event on its way over a bus. */
export interface Message {
  /** Where events of one context go: 1 to 64 of `a-z`, `0-9` and `-`. Order is kept within it. */
  readonly channel: string;
  readonly event: CloudEvent;
}

/** Names what a message is about, for those who choose: `users.UserRegistered`. */
export function topicOf({ channel, event }: Message): string {
  return `${channel}.${event.type}`;
}

/**
 * The key of an event: order is kept among those of one channel and key. It is the attribute
 * `partitionkey`, or else the subject, or else the id.
 *
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/extensions/partitioning.md
 */
export function keyOf({ id, subject, extensions }: CloudEvent): string {
  const { partitionkey } = extensions;
  return partitionkey === undefined ? subject ?? id : String(partitionkey);
}

/** A choice of messages: all of a channel, `users.*`, or those of one type, `users.UserRegistered`. */
export interface TopicPattern {
  readonly channel: string;
  /** `undefined` for all of them. */
  readonly type: string | undefined;
}

/**
 * Reads a choice of messages.
 *
 * @throws {InvalidInput}
 */
export function parseTopic(topic: string): TopicPattern {
  const [, channel, type] = /^([a-z0-9-]{1,64})\.(.+)$/s.exec(topic) ?? [];
  if (channel === undefined || type === undefined) {
    throw new InvalidInput("the topic", [
      { path: "", message: `${JSON.stringify(topic)} is not CHANNEL.TYPE or CHANNEL.*` },
    ]);
  }
  return { channel, type: type === "*" ? undefined : type };
}

/** Tells whether a message is among those chosen. */
export function isOfTopic(topic: string, { channel, event }: Message): boolean {
  const pattern = parseTopic(topic);
  return pattern.channel === channel && (pattern.type === undefined || pattern.type === event.type);
}

/**
 * Reads what a broker had under a channel; where the broker knows the type apart from the message,
 * both must say the same.
 *
 * @throws {UnreadableMessage}
 */
export function readMessage(channel: string, bytes: Uint8Array, type?: string): Message {
  const event = decodeCloudEvent(textOf(bytes));
  if (type !== undefined && event.type !== type) {
    const [said, is] = [event.type, type].map((name) => JSON.stringify(name));
    throw new UnreadableMessage(`it says it is ${said}, and came as ${is}`);
  }
  return { channel, event };
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new UnreadableMessage("it is not UTF-8", { cause });
  }
}
