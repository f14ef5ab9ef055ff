/** How messages and groups are named on the server: `NAME.CHANNEL.PARTITION.TYPE`. */

import { keyOf, type Message } from "../../application/messaging/message.ts";
import { partitionOf } from "../../application/messaging/partition.ts";

/** A lane of a channel: its messages are kept in order. */
export interface Lane {
  readonly channel: string;
  readonly partition: number;
}

/** What a subject says of a message. */
export interface SubjectParts {
  readonly channel: string;
  readonly type: string;
}

/** Gives the subject of a message in the stream of a bus. */
export function subjectOf(name: string, partitions: number, { channel, event }: Message): string {
  const lane = { channel, partition: partitionOf(keyOf(event), partitions) };
  return `${laneSubject(name, lane)}.${encodeType(event.type)}`;
}

/** Gives the subject of all messages of a lane, or of those of one type. */
export function filterOf(name: string, lane: Lane, type: string | undefined): string {
  return `${laneSubject(name, lane)}.${type === undefined ? ">" : encodeType(type)}`;
}

/** Reads the subject of a message in a lane of the bus. */
export function typeIn(name: string, lane: Lane, subject: string): string {
  return decodeType(subject.slice(laneSubject(name, lane).length + 1));
}

/** Names the consumer that is a group's place in a lane. */
export function consumerName(group: string, { channel, partition }: Lane): string {
  return `${group}_${channel}_${digits(partition)}`;
}

/** Gives the group of a consumer; `undefined` when the consumer is none of a group's. */
export function groupIn(consumer: string): string | undefined {
  return /^([a-z0-9-]+)_[a-z0-9-]+_\d\d$/.exec(consumer)?.[1];
}

/** By this id the server tells that it has a message already. */
export function messageId(name: string, subject: string, { event }: Message): string {
  return JSON.stringify([subject.slice(name.length + 1), event.source, event.id]);
}

function laneSubject(name: string, { channel, partition }: Lane): string {
  return `${name}.${channel}.${digits(partition)}`;
}

function digits(partition: number): string {
  return String(partition).padStart(2, "0");
}

/** Dots part a subject, and no part may be empty; blanks, `*` and `>` have a meaning of their own. */
function encodeType(type: string): string {
  return type.replace(/^\.|\.(?=\.|$)|[^\w.-]/gu, (character) => {
    // A lone surrogate has no UTF-8.
    if (!character.isWellFormed()) return `%u${hex(character.charCodeAt(0))}`;
    return Array.from(encoder.encode(character), (byte) => `%${hex(byte)}`).join("");
  });
}

function decodeType(text: string): string {
  return text.replace(/%u([\dA-F]{4})|(?:%[\dA-F]{2})+/g, (encoded, surrogate?: string) => {
    if (surrogate !== undefined) return String.fromCharCode(parseInt(surrogate, 16));
    const bytes = encoded.slice(1).split("%").map((byte) => parseInt(byte, 16));
    return decoder.decode(Uint8Array.from(bytes));
  });
}

function hex(number: number): string {
  return number.toString(16).toUpperCase().padStart(2, "0");
}

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
