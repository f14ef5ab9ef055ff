/** How messages come and go, as the store and the broker tell. */

import { answerInTime } from "../answer_in_time.ts";
import { type SubscriptionStatus, subscriptionStatus } from "../events/subscription_status.ts";
import type { Clock, Log } from "../ports.ts";
import type { Store } from "../store/store.ts";
import type { Consumer } from "./consumer.ts";
import { inboxName } from "./inbox.ts";
import { BusUnavailable, type GroupStatus, type MessageBus } from "./message_bus.ts";

/** What an application tells and hears over a bus. */
export interface MessagingParts {
  readonly bus: Pick<MessageBus, "groups">;
  /** The name of its relay. */
  readonly relay: string;
  readonly consumers: readonly Pick<Consumer, "name" | "topics">[];
}

/** What looking at messages stands on. */
export interface MessagingStatusPorts {
  readonly store: Store;
  readonly clock: Pick<Clock, "sleep">;
  readonly log: Log;
}

/** How the messages of an application are doing. */
export interface MessagingStatus {
  /** Whether the broker answers; when it does not, all that only it knows is left out. */
  readonly answers: boolean;
  /** How far the log is told; `null` when the relay has never run on the store. */
  readonly relay: SubscriptionStatus | null;
  /** In the order in which the application has them. */
  readonly consumers: readonly ConsumerStatus[];
  /** The other groups of the broker, by name. */
  readonly others: readonly GroupStatus[];
}

/** How a consumer is doing. */
export interface ConsumerStatus {
  /** Names its group too. */
  readonly name: string;
  readonly topics: readonly string[];
  /** Messages that the broker keeps for it; `null` when the broker does not tell. */
  readonly waiting: number | null;
  /** Whatever it set aside; `null` when it has never run on the store. */
  readonly inbox: SubscriptionStatus | null;
}

/** Milliseconds that a broker has to answer somebody who only looks. */
const PATIENCE = 1000;

/** Tells how the messages of an application are doing; a broker that does not answer is logged. */
export async function messagingStatus(
  ports: MessagingStatusPorts,
  { bus, relay, consumers }: MessagingParts,
): Promise<MessagingStatus> {
  const [groups, subscriptions] = await Promise.all([
    askGroups(ports, bus).catch((error) => {
      ports.log.warn("the message bus does not answer", { error });
      return undefined;
    }),
    subscriptionStatus(ports.store),
  ]);
  const statusOf = (name: string) => subscriptions.find((each) => each.name === name) ?? null;
  return {
    answers: groups !== undefined,
    relay: statusOf(relay),
    consumers: consumers.map(({ name, topics }) => ({
      name,
      topics,
      waiting: groups?.find(({ group }) => group === name)?.waiting ?? null,
      inbox: statusOf(inboxName(name)),
    })),
    others: (groups ?? []).filter(({ group }) => !consumers.some(({ name }) => name === group)),
  };
}

/**
 * Asks a broker how its groups are doing, for no longer than somebody can wait who only looks.
 *
 * @throws {BusUnavailable | BusClosed}
 */
export async function askGroups(
  { clock }: Pick<MessagingStatusPorts, "clock">,
  bus: Pick<MessageBus, "groups">,
): Promise<readonly GroupStatus[]> {
  const late = () => new BusUnavailable(`it did not answer within ${PATIENCE} ms`);
  return await answerInTime(clock, PATIENCE, bus.groups(), late);
}
