/** Publishing many messages: keys beside each other, those of one key one after another. */

import { keyOf, type Message } from "../../application/messaging/message.ts";
import {
  BusClosed,
  BusUnavailable,
  type NotTaken,
  PublishFailed,
} from "../../application/messaging/message_bus.ts";
import { ServerRefusal } from "./api.ts";

/** Keys of one call that have a message on its way at the same time. */
const KEYS_AT_ONCE = 512;

/**
 * Publishes all messages, each with a function that resolves when the server has it. After one that
 * it has not, nothing of its key is published.
 *
 * @throws {PublishFailed | BusUnavailable | BusClosed}
 */
export async function publishAll(
  messages: readonly Message[],
  publish: (message: Message) => Promise<void>,
): Promise<void> {
  const notTaken: NotTaken[] = [];
  let lost: Error | undefined;

  async function publishKey(items: readonly Item[]): Promise<void> {
    for (const [at, { message }] of items.entries()) {
      if (lost !== undefined) return;
      try {
        await publish(message);
      } catch (error) {
        if (isUnknown(error)) lost ??= error;
        else notTaken.push(...items.slice(at).map(({ index }) => ({ index, error })));
        return;
      }
    }
  }

  const keys = byKey(messages);
  const waiting = keys.values();
  // Whoever is done with a key takes the next: all go through the same iterator.
  await Promise.all(Array.from({ length: Math.min(keys.size, KEYS_AT_ONCE) }, async () => {
    for (const items of waiting) await publishKey(items);
  }));
  if (lost !== undefined) throw lost;
  if (notTaken.length > 0) throw new PublishFailed(notTaken.sort((a, b) => a.index - b.index));
}

interface Item {
  readonly index: number;
  readonly message: Message;
}

function byKey(messages: readonly Message[]): ReadonlyMap<string, readonly Item[]> {
  const keys = new Map<string, Item[]>();
  for (const [index, message] of messages.entries()) {
    // No channel has a blank.
    const key = `${message.channel} ${keyOf(message.event)}`;
    const items = keys.get(key);
    if (items === undefined) keys.set(key, [{ index, message }]);
    else items.push({ index, message });
  }
  return keys;
}

/** Tells whether a message may be in the stream, or not. */
function isUnknown(error: unknown): error is Error {
  return error instanceof BusClosed ||
    (error instanceof BusUnavailable && !(error instanceof ServerRefusal));
}
