/** Publishing the events of a batch, however long the broker is away. */

import { isDomainError } from "../../domain/kernel/errors.ts";
import { backoff } from "../events/backoff.ts";
import type { SessionOptions } from "../events/session.ts";
import type { SubscriptionPorts, SubscriptionSettings } from "../events/subscription.ts";
import type { Recorded } from "../store/store.ts";
import type { Message } from "./message.ts";
import type { MessageBus, PublishFailed } from "./message_bus.ts";

/** An event, and the message that tells it; `undefined` for one that stays here. */
export interface Told {
  readonly event: Recorded;
  readonly message: Message | undefined;
}

/** Who tells it, and where. */
export interface Teller {
  readonly bus: Pick<MessageBus, "publish">;
  readonly settings: Pick<SubscriptionSettings, "name">;
}

/** Milliseconds between two attempts at a broker that does not answer. */
const DELAYS = { first: 200, longest: 10_000 };

/** Answers which events the broker did not take; nothing when the run ended before it took any. */
export async function publishTold(
  ports: SubscriptionPorts,
  teller: Teller,
  told: readonly Told[],
  options: SessionOptions,
): Promise<ReadonlySet<Recorded> | undefined> {
  const events: Recorded[] = [];
  const messages: Message[] = [];
  for (const { event, message } of told) {
    if (message === undefined) continue;
    events.push(event);
    messages.push(message);
  }
  if (messages.length === 0) return new Set();
  const notTaken = await publishAtLast(ports, teller, messages, options);
  return notTaken && new Set(notTaken.flatMap(({ index }) => events[index] ?? []));
}

/** Publishes again and again while the broker is away. */
async function publishAtLast(
  { clock, log, random }: SubscriptionPorts,
  { bus, settings: { name } }: Teller,
  messages: readonly Message[],
  { signal, once }: SessionOptions,
): Promise<PublishFailed["notTaken"] | undefined> {
  for (let failures = 1; !signal.aborted; failures++) {
    try {
      await bus.publish(messages);
      return [];
    } catch (error) {
      if (isPartial(error)) return error.notTaken;
      log.warn("the relay cannot publish yet", { relay: name, error });
      if (once) return undefined;
      await clock.sleep(backoff(DELAYS, failures, random), signal);
    }
  }
  return undefined;
}

function isPartial(error: unknown): error is PublishFailed {
  return isDomainError(error) && error.code === "bus/publish-failed";
}
