/** The inbox of a consumer: a subscription that tries again what was set aside. */

import { DomainError } from "../../domain/kernel/errors.ts";
import type { ErrorRecord } from "../events/subscription_records.ts";
import { type Subscription, subscription } from "../events/subscription.ts";
import type { SubscriptionContext } from "../events/subscription.ts";
import { decodeCloudEvent, UnreadableMessage } from "./cloud_event.ts";
import { type Consumer, CONSUMER_TIMEOUT } from "./consumer.ts";
import type { Message } from "./message.ts";
import { keyFor } from "./receive_message.ts";
import { type SetAside, setAsideType, stageResumed } from "./set_aside.ts";

/** A message could not be kept, and so cannot be handled any more. */
export class MessageNotKept extends DomainError {
  override readonly code = "messages/not-kept";
  override readonly kind = "invalid";
  override readonly permanent = true;
  readonly topic: string;

  constructor(topic: string) {
    super(`Cannot handle the message of "${topic}": it was too large for the store to keep`);
    this.topic = topic;
  }
}

/** Names the subscription that tries a consumer's messages again. */
export function inboxName(consumer: string): string {
  return `${consumer}.inbox`;
}

/**
 * Makes the subscription that handles what a consumer has set aside: in the order of each lane, with
 * growing delays, until it works or is a dead letter. It belongs into the list of those that are run.
 */
export function inboxOf(consumer: Consumer): Subscription {
  type Aside = { readonly type: string; readonly data: SetAside };
  const { name, handle, retry, timeout = CONSUMER_TIMEOUT } = consumer;
  return subscription<Aside>({
    name: inboxName(name),
    types: [setAsideType(name)],
    concurrency: 16,
    timeout,
    retry,
    handle: async ({ data }, context) => {
      const message = messageOf(data);
      await handle(message, contextOf(name, message, context));
      stageResumed(context.tx, name, data);
    },
  });
}

function messageOf({ channel, topic, payload, readable, error }: SetAside): Message {
  if (payload === null) throw new MessageNotKept(topic);
  if (!readable) throw new UnreadableMessage(reasonIn(error) ?? "it is no CloudEvent");
  return { channel, event: decodeCloudEvent(JSON.stringify(payload)) };
}

/** What is thrown again says what it is about by itself. */
function reasonIn(error: ErrorRecord | null): string | undefined {
  return error?.message.replace(/^Cannot read the message: /, "");
}

/** The attempt before it was set aside is counted. */
function contextOf(
  name: string,
  { event }: Message,
  context: SubscriptionContext,
): SubscriptionContext {
  return { ...context, attempt: context.attempt + 1, idempotencyKey: keyFor(name, event) };
}
