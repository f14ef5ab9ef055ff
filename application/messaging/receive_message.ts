/** What a consumer does with one arrival: handles it, or sets it aside; once, however often it comes. */

import { isDomainError } from "../../domain/kernel/errors.ts";
import { endsRun, inTime, isStoreAway } from "../events/attempt.ts";
import type { SubscriptionPorts } from "../events/subscription.ts";
import { sha256 } from "../sha256.ts";
import type { Idempotency } from "../store/idempotency.ts";
import type { Metadata } from "../store/store.ts";
import type { Transaction } from "../store/transaction.ts";
import { unitOfWork } from "../store/unit_of_work.ts";
import type { CloudEvent } from "./cloud_event.ts";
import { type Consumer, CONSUMER_TIMEOUT } from "./consumer.ts";
import { consequenceOf } from "./event_message.ts";
import { keyOf, type Message, topicOf } from "./message.ts";
import type { Receive, Unreadable } from "./message_bus.ts";
import {
  laneOf,
  messageAside,
  mustWait,
  stageAside,
  type ToSetAside,
  unreadableAside,
} from "./set_aside.ts";

/**
 * Makes the receiver of a consumer. It rejects only when nothing could be stored, or the message is
 * for a newer version of the software: then it must come again.
 */
export function receiveFor(ports: SubscriptionPorts, consumer: Consumer): Receive {
  return async ({ message, unreadable }, { signal }) => {
    if (unreadable !== undefined) return await keepUnreadable(ports, consumer, unreadable);
    if (consumer.wants !== undefined && !await consumer.wants(message)) return;
    await handleOrSetAside(ports, consumer, message, signal);
  };
}

async function handleOrSetAside(
  ports: SubscriptionPorts,
  consumer: Consumer,
  message: Message,
  abandon: AbortSignal,
): Promise<void> {
  const { name } = consumer;
  const { event } = message;
  const lane = await laneOf(message.channel, keyOf(event));
  const metadata = consequenceOf(event);
  const once = onceFor(await commitId(name, event.source, event.id));
  try {
    await unitOfWork(ports, async (tx) => {
      if (await mustWait(tx, name, lane)) {
        return await stageAside(tx, name, lane, messageAside(message, undefined));
      }
      await attempt(ports, consumer, message, { tx, metadata, abandon });
    }, { metadata, idempotency: once });
  } catch (error) {
    if (endsRun(error) || isStoreAway(error)) throw error;
    const data = { consumer: name, topic: topicOf(message), id: event.id, error };
    ports.log.warn("a message failed and is set aside", data);
    await setAside(ports, { name, lane, metadata, once }, messageAside(message, error));
  }
}

/** Bytes that are no message have no id, and nothing waits for them: each has a lane of its own. */
async function keepUnreadable(
  ports: SubscriptionPorts,
  { name }: Consumer,
  unreadable: Unreadable,
): Promise<void> {
  const { channel, key, error } = unreadable;
  const what = unreadableAside(unreadable);
  const digest = await sha256(`${key}\0${what.payload}`);
  const lane = `${channel}/unreadable/${digest}`;
  const once = onceFor(`consume/${name}/${lane}`);
  ports.log.error("a message cannot be read", { consumer: name, channel, key, error });
  await setAside(ports, { name, lane, metadata: {}, once }, what);
}

interface Place {
  readonly name: string;
  readonly lane: string;
  readonly metadata: Metadata;
  readonly once: Idempotency<void>;
}

/** What the store cannot hold is set aside without its payload: it must not stop what comes behind it. */
async function setAside(ports: SubscriptionPorts, place: Place, what: ToSetAside): Promise<void> {
  const { name, lane, metadata, once } = place;
  try {
    const stage = (tx: Transaction) => stageAside(tx, name, lane, what);
    await unitOfWork(ports, stage, { metadata, idempotency: once });
  } catch (error) {
    const isTooLarge = isDomainError(error) && error.code === "store/limit-exceeded";
    if (!isTooLarge || what.payload === null) throw error;
    ports.log.error("a message is too large to be kept", { consumer: name, lane, error });
    await setAside(ports, place, { ...what, payload: null });
  }
}

async function attempt(
  { clock }: SubscriptionPorts,
  { name, handle, timeout = CONSUMER_TIMEOUT }: Consumer,
  message: Message,
  { tx, metadata, abandon }: {
    readonly tx: Transaction;
    readonly metadata: Metadata;
    readonly abandon: AbortSignal;
  },
): Promise<void> {
  const idempotencyKey = keyFor(name, message.event);
  await inTime(clock, { name, timeout }, abandon, async (signal) => {
    await handle(message, { tx, idempotencyKey, attempt: 1, metadata, signal });
  });
}

/** The same for every attempt of a consumer at a message. */
export function keyFor(consumer: string, { source, id }: CloudEvent): string {
  return `${consumer}/${source}/${id}`;
}

async function commitId(consumer: string, source: string, id: string): Promise<string> {
  return `consume/${consumer}/${await sha256(`${source}\0${id}`)}`;
}

function onceFor(id: string): Idempotency<void> {
  return { id, encode: () => null, decode: () => {} };
}
