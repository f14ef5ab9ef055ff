/** The MessageBus port over Kafka: a topic for each channel, a consumer group for each group. */

import {
  BusClosed,
  type BusSubscription,
  type MessageBus,
} from "../../application/messaging/message_bus.ts";
import type { KafkaClient } from "./client.ts";
import { connected } from "./connected.ts";
import { within } from "./deadline.ts";
import { toBusError } from "./driver_errors.ts";
import { statusOfGroups } from "./groups.ts";
import { groupIdOf, type KafkaMessageBusPorts, type Link } from "./link.ts";
import { type KafkaMessageBusOptions, settingsOf } from "./options.ts";
import { producerOf, publishAll } from "./publisher.ts";
import { subscribeTo } from "./subscribe.ts";
import { topicsOf } from "./topics.ts";

/**
 * Makes a bus over a cluster. It connects when it is first asked for something; closing it closes
 * its own connections.
 *
 * @throws {InvalidInput} when the name of an option cannot be one
 *
 * @example
 * ```ts
 * import { kafkaMessageBus, openKafka } from "@portico/core/kafka";
 * import { silentLog, systemClock, systemRandom } from "@portico/core/system";
 *
 * const ports = { clock: systemClock(), random: systemRandom(), log: silentLog() };
 *
 * async function tell(brokers: readonly string[]) {
 *   await using opened = await openKafka({ brokers }, ports);
 *   await using bus = kafkaMessageBus(opened.client, ports);
 *   await bus.publish([{
 *     channel: "lamps",
 *     event: { id: "1", source: "/hall", type: "LampLit", subject: "lamp-1", extensions: {} },
 *   }]);
 * }
 * ```
 */
export function kafkaMessageBus(
  client: KafkaClient,
  ports: KafkaMessageBusPorts,
  options: KafkaMessageBusOptions = {},
): MessageBus {
  const settings = settingsOf(options);
  const { clock } = ports;
  const { deadline, closeWithin } = settings;
  const admin = connected(() => client.admin());
  const producer = connected(() => producerOf(client));
  const topicOf = topicsOf(admin, ports.log, settings);
  const link: Link = { client, ports, settings, admin, topicOf };
  const closing = new AbortController();
  const givingUp = new AbortController();
  const open = new Set<Promise<unknown>>();
  let closed: Promise<void> | undefined;

  /** Asks the cluster something that closing waits for. */
  async function ask<Answer>(question: () => Promise<Answer>): Promise<Answer> {
    if (closing.signal.aborted) throw new BusClosed();
    const answer = question();
    open.add(answer);
    try {
      return await answer;
    } catch (error) {
      throw toBusError(error);
    } finally {
      open.delete(answer);
    }
  }

  /** Waits for what is under way, but no longer than closing may take. */
  async function settle(promises: Iterable<Promise<unknown>>): Promise<void> {
    await within(clock, closeWithin, Promise.allSettled(promises)).catch(() => {});
  }

  async function close(): Promise<void> {
    closing.abort();
    await settle(open);
    givingUp.abort();
    await settle(open);
    await settle([producer.close(), admin.close()]);
  }

  return {
    publish: (messages) =>
      ask(() => within(clock, deadline, publishAll(producer, topicOf, messages, deadline))),
    subscribe: (wanted, receive, { signal }) =>
      ask(async (): Promise<BusSubscription> => {
        const stopping = AbortSignal.any([signal, closing.signal]);
        const endings = { stopping, givingUp: givingUp.signal };
        const { ended } = await subscribeTo(link, wanted, receive, endings);
        open.add(ended);
        void ended.then(() => open.delete(ended));
        return { ended };
      }),
    groups: () =>
      ask(() =>
        within(
          clock,
          deadline,
          admin.use((connected) => statusOfGroups(connected, groupIdOf(link, ""))),
        )
      ),
    [Symbol.asyncDispose]: () => closed ??= close(),
  };
}
