/** Subscribing: which topics a group wants, and what its members do with the records of each. */

import { readArrival } from "../../application/messaging/arrival.ts";
import { isOfTopic } from "../../application/messaging/message.ts";
import type { BusSubscription, Receive, Wanted } from "../../application/messaging/message_bus.ts";
import { parseWanted } from "../../application/messaging/wanted.ts";
import type { KafkaReceived } from "./client.ts";
import { within } from "./deadline.ts";
import { beginGroup } from "./groups.ts";
import { groupIdOf, type Link } from "./link.ts";
import { Subscription } from "./subscription.ts";
import { topicsByChannel } from "./topics.ts";

/** What ends a subscription: in good order, or at once. */
export interface Endings {
  readonly stopping: AbortSignal;
  readonly givingUp: AbortSignal;
}

/**
 * Joins the group, and works for it until it has to end.
 *
 * @throws {BusUnavailable | InvalidInput}
 */
export async function subscribeTo(
  link: Link,
  wanted: Wanted,
  receive: Receive,
  { stopping, givingUp }: Endings,
): Promise<BusSubscription> {
  const { client, ports, settings, admin, topicOf } = link;
  const channels = parseWanted(wanted).map(({ channel }) => channel);
  const groupId = groupIdOf(link, wanted.group);
  const preparing = topicsByChannel(channels, topicOf);
  const topics = await within(ports.clock, settings.deadline, preparing);
  const channelsOf = new Map([...topics].map(([channel, { name }]) => [name, channel]));
  const tooLate = new AbortController();
  const subscription = new Subscription(client, ports, {
    groupId,
    topics: [...channelsOf.keys()],
    timing: settings,
    deadline: settings.deadline,
    receive: (topic) => receiveFrom(channelsOf.get(topic)!, wanted, receive),
    onFirstAssigned: (consumer, assignment) =>
      admin.use((connected) => beginGroup(connected, consumer, groupId, assignment)),
    stopping: AbortSignal.any([stopping, tooLate.signal]),
    givingUp,
  });
  const ended = subscription.run();
  try {
    const joined = Promise.race([subscription.joined, ended]);
    await within(ports.clock, settings.deadline + settings.rebalanceTimeout, joined);
  } catch (error) {
    tooLate.abort();
    throw error;
  }
  return { ended };
}

function receiveFrom(channel: string, { topics }: Wanted, receive: Receive) {
  return async ({ key, value }: KafkaReceived, signal: AbortSignal) => {
    const arrival = readArrival({
      channel,
      key: new TextDecoder().decode(key ?? undefined),
      bytes: value ?? new Uint8Array(),
    });
    const { message } = arrival;
    if (message && !topics.some((topic) => isOfTopic(topic, message))) return;
    await receive(arrival, { signal });
  };
}
