/** Consumers: what follows from messages. */

import { DomainError } from "../../domain/kernel/errors.ts";
import {
  requireName,
  type RetryPolicy,
  type SubscriptionContext,
  type SubscriptionPorts,
} from "../events/subscription.ts";
import { type Message, parseTopic } from "./message.ts";
import type { MessageBus } from "./message_bus.ts";

/** What consuming stands on. */
export interface ConsumePorts extends SubscriptionPorts {
  readonly bus: MessageBus;
}

/**
 * Reacts to messages, those of one channel and key one after another. What it does through `tx` is
 * done once for each source and id, however often the message comes; outside effects may repeat and
 * get a stable `idempotencyKey`. A message that fails is set aside in the log and tried again from
 * there; throw an error with `permanent: true` to park it at once.
 */
export interface Consumer {
  /** Identifies the consumer for ever, and its group on the bus: 1 to 40 of `a-z`, `0-9` and `-`. */
  readonly name: string;
  /** `CHANNEL.TYPE` or `CHANNEL.*`. */
  readonly topics: readonly string[];
  /** Messages it has nothing to do with leave no trace; all are wanted unless told. */
  readonly wants?: ((message: Message) => Promise<boolean> | boolean) | undefined;
  readonly handle: (message: Message, context: SubscriptionContext) => Promise<void> | void;
  /** Milliseconds one attempt may take; 10,000 unless told. It holds up its lane meanwhile. */
  readonly timeout?: number | undefined;
  /** How often a message that was set aside is tried, and when. */
  readonly retry?: RetryPolicy | undefined;
}

/** A list of consumers that cannot be run as it is. */
export class InvalidConsumer extends DomainError {
  override readonly code = "consumers/invalid";
  override readonly kind = "invalid";
  override readonly permanent = true;
}

/** Milliseconds one attempt may take, unless told. */
export const CONSUMER_TIMEOUT = 10_000;

/**
 * Requires consumers that can be run, no two of one name.
 *
 * @throws {InvalidConsumer | InvalidInput}
 */
export function requireConsumers(consumers: readonly Consumer[]): void {
  const names = consumers.map(({ name }) => name);
  for (const { name, topics } of consumers) {
    if (!/^[a-z0-9-]{1,40}$/.test(name)) {
      throw new InvalidConsumer(`Cannot name a consumer ${JSON.stringify(name)}`);
    }
    requireName(name);
    if (topics.length === 0) throw new InvalidConsumer(`Cannot run "${name}": it has no topics`);
    topics.forEach(parseTopic);
  }
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw new InvalidConsumer(`Cannot run "${twice}" twice`);
}
