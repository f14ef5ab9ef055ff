/** All subscriptions of a bus. */

import type { BusSubscription, Receive, Wanted } from "../../application/messaging/message_bus.ts";
import { parseWanted } from "../../application/messaging/wanted.ts";
import type { GroupSettings, SubscriptionPorts } from "./start_worker.ts";
import { type GroupSubscription, startSubscription } from "./subscription.ts";

/** Starts subscriptions, and looks after those that have not ended. */
export class Subscriptions {
  readonly #ports: SubscriptionPorts;
  readonly #settings: Omit<GroupSettings, "group">;
  readonly #open = new Set<GroupSubscription>();

  constructor(ports: SubscriptionPorts, settings: Omit<GroupSettings, "group">) {
    this.#ports = ports;
    this.#settings = settings;
  }

  /**
   * Begins to work for a group, until the signal is aborted.
   *
   * @throws {InvalidInput | BusUnavailable}
   */
  async start(wanted: Wanted, receive: Receive, signal: AbortSignal): Promise<BusSubscription> {
    const topics = parseWanted(wanted);
    const settings = { ...this.#settings, group: wanted.group, topics };
    const subscription = await startSubscription(this.#ports, settings, receive, signal);
    const { ended } = subscription;
    this.#open.add(subscription);
    void ended.then(() => this.#open.delete(subscription));
    return { ended };
  }

  onReconnect(): void {
    for (const { onReconnect } of this.#open) onReconnect();
  }

  /** Resolves when all have ended. */
  async ended(): Promise<void> {
    await Promise.all([...this.#open].map(({ ended }) => ended));
  }

  /** Ends all at once. */
  leave(): void {
    for (const { leave } of this.#open) leave();
  }
}
