/**
 * Messages that wait in the log of the store, each in the stream of its lane: they failed, cannot be
 * read, or came behind one of their lane that waits. A lane is a channel and a key.
 */

import type { Json } from "../../domain/kernel/json.ts";
import { type ErrorRecord, errorRecord } from "../events/subscription_records.ts";
import { sha256 } from "../sha256.ts";
import type { Recorded } from "../store/store.ts";
import type { Transaction } from "../store/transaction.ts";
import { encodeCloudEvent } from "./cloud_event.ts";
import { keyOf, type Message, topicOf } from "./message.ts";
import type { Unreadable } from "./message_bus.ts";

/** The data of the event that sets a message aside. */
export type SetAside = {
  readonly channel: string;
  /** `users.UserRegistered`; the channel alone when the message cannot be read. */
  readonly topic: string;
  readonly key: string;
  /** Why; `null` when it waits behind another. */
  readonly error: ErrorRecord | null;
  /** The CloudEvent, or the bytes of what is none, in base 64; `null` when it was too large to keep. */
  readonly payload: Json;
  readonly readable: boolean;
  readonly lane: string;
  /** 1, 2, 3, ... since the lane last ran free. */
  readonly turn: number;
};

/** What is set aside, before it has its turn. */
export type ToSetAside = Omit<SetAside, "lane" | "turn">;

const SET_ASIDE = "portico.MessageSetAside";

/** Longest channel and key that a lane shows as they are, in UTF-8 bytes. */
const LONGEST_SHOWN = 400;

/** Names a lane; a key that no store takes as a name becomes a digest. */
export async function laneOf(channel: string, key: string): Promise<string> {
  const shown = `${channel}/${key}`;
  const isName = key.isWellFormed() && !key.includes("\0") &&
    new TextEncoder().encode(shown).length <= LONGEST_SHOWN;
  return isName ? shown : `${channel}/sha256/${await sha256(key)}`;
}

/** The type of the events that set a consumer's messages aside. */
export function setAsideType(consumer: string): string {
  return `${SET_ASIDE}.${consumer}`;
}

/** Gives what an event set aside, whoever's message it was; `undefined` when it set nothing aside. */
export function setAsideIn({ type, data }: Recorded): SetAside | undefined {
  return type.startsWith(`${SET_ASIDE}.`) ? data as SetAside : undefined;
}

/** Makes of a message what is set aside of it. */
export function messageAside(message: Message, error: unknown): ToSetAside {
  return {
    channel: message.channel,
    topic: topicOf(message),
    key: keyOf(message.event),
    error: error === undefined ? null : errorRecord(error),
    payload: JSON.parse(encodeCloudEvent(message.event)),
    readable: true,
  };
}

/** Makes of something unreadable what is set aside of it. */
export function unreadableAside({ channel, key, bytes, error }: Unreadable): ToSetAside {
  const payload = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return { channel, topic: channel, key, error: errorRecord(error), payload, readable: false };
}

/** Stages a message for the end of its lane. */
export async function stageAside(
  tx: Transaction,
  consumer: string,
  lane: string,
  what: ToSetAside,
): Promise<void> {
  const turn = numberIn(await tx.get(waiting(consumer), lane)) + 1;
  tx.put({ collection: waiting(consumer), id: lane, value: turn });
  const data: SetAside = { ...what, lane, turn };
  tx.append(`portico/inbox/${consumer}/${lane}`, [{ type: setAsideType(consumer), data }]);
}

/** Tells whether messages of a lane have to wait; stages that they no longer have to. */
export async function mustWait(tx: Transaction, consumer: string, lane: string): Promise<boolean> {
  const last = numberIn(await tx.get(waiting(consumer), lane));
  if (last === 0) return false;
  if (numberIn(await tx.get(resumed(consumer), lane)) < last) return true;
  tx.put({ collection: waiting(consumer), id: lane, value: undefined });
  tx.put({ collection: resumed(consumer), id: lane, value: undefined });
  return false;
}

/** Stages that a message had its turn. Nothing is read, so that what comes in meanwhile is no conflict. */
export function stageResumed(tx: Transaction, consumer: string, { lane, turn }: SetAside): void {
  tx.put({ collection: resumed(consumer), id: lane, value: turn, expect: "any" });
}

/** The last turn of each lane that anybody waits in. */
function waiting(consumer: string): string {
  return `portico.aside.${consumer}`;
}

/** The last turn that was taken, of each of these lanes. */
function resumed(consumer: string): string {
  return `portico.resumed.${consumer}`;
}

function numberIn(document: { readonly value: Json } | undefined): number {
  return Number(document?.value ?? 0);
}
