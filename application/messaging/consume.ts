/** Consuming messages for as long as the application lives. */

import { backoff } from "../events/backoff.ts";
import { type ConsumePorts, type Consumer, requireConsumers } from "./consumer.ts";
import type { BusSubscription } from "./message_bus.ts";
import { receiveFor } from "./receive_message.ts";

/** How consumers are run. */
export interface ConsumeOptions {
  /** Ends the run: nothing new is received, what is being handled is finished. */
  readonly signal: AbortSignal;
}

const DELAYS = { first: 200, longest: 10_000 };

/**
 * Runs consumers until the signal is aborted, in any number of processes at the same time. What they
 * set aside is handled by their inboxes ({@linkcode inboxOf}), which have to run too.
 *
 * @throws {InvalidConsumer | InvalidInput} before anything is run
 *
 * @example
 * ```ts
 * import { consume, type Consumer } from "@portico/core";
 * import { memoryMessageBus, memoryStore } from "@portico/core/memory";
 * import { randomIds, silentLog, systemClock, systemRandom } from "@portico/core/system";
 *
 * const [clock, newId, random, log] = [systemClock(), randomIds(), systemRandom(), silentLog()];
 * await using store = memoryStore({ clock, newId });
 * await using bus = memoryMessageBus({ clock, random });
 * const stop = new AbortController();
 * const lamps: Consumer = {
 *   name: "lamps",
 *   topics: ["house.LampLit"],
 *   handle: ({ event }, { tx }) => {
 *     tx.put({ collection: "lamps", id: event.id, value: true });
 *     stop.abort();
 *   },
 * };
 * const running = consume({ store, bus, clock, newId, random, log }, [lamps], stop);
 * const event = { id: "1", source: "/house", type: "LampLit", extensions: {}, data: {} };
 * await bus.publish([{ channel: "house", event }]);
 * await running;
 * ```
 */
export async function consume(
  ports: ConsumePorts,
  consumers: readonly Consumer[],
  { signal }: ConsumeOptions,
): Promise<void> {
  requireConsumers(consumers);
  await Promise.all(consumers.map(async (consumer) => {
    const subscribed = await subscribe(ports, consumer, signal);
    await subscribed?.ended;
  }));
}

/** Waits for a broker that does not answer yet. */
async function subscribe(
  ports: ConsumePorts,
  consumer: Consumer,
  signal: AbortSignal,
): Promise<BusSubscription | undefined> {
  const { bus, clock, log, random } = ports;
  const { name: group, topics } = consumer;
  for (let failures = 1; !signal.aborted; failures++) {
    try {
      return await bus.subscribe({ group, topics }, receiveFor(ports, consumer), { signal });
    } catch (error) {
      log.warn("a consumer cannot subscribe yet", { consumer: group, error });
      await clock.sleep(backoff(DELAYS, failures, random), signal);
    }
  }
}
