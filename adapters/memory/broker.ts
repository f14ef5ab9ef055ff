/** What a broker in memory holds: its groups, and the last messages for groups yet to come. */

import type { TopicPattern } from "../../application/messaging/message.ts";
import { BrokerGroup, type BrokerMessage } from "./broker_group.ts";

/** A broker in memory, seen from its inside. */
export class Broker {
  readonly groups: Map<string, BrokerGroup> = new Map();
  isUp = true;
  readonly #kept: number;
  #last: BrokerMessage[] = [];

  constructor(kept: number) {
    this.#kept = kept;
  }

  /** The last messages, in the order in which they came. */
  get last(): readonly BrokerMessage[] {
    return this.#last.slice(Math.max(0, this.#last.length - this.#kept));
  }

  put(message: BrokerMessage): void {
    this.#last.push(message);
    if (this.#last.length >= 2 * this.#kept) this.#last = [...this.last];
    for (const group of this.groups.values()) group.offer(message);
  }

  /** Gives a group, which wants these topics from now on; a new one also of the last messages. */
  group(name: string, topics: readonly TopicPattern[]): BrokerGroup {
    const known = this.groups.get(name);
    const group = known ?? new BrokerGroup(name, () => this.isUp);
    group.topics = topics;
    if (known === undefined) {
      this.groups.set(name, group);
      for (const message of this.last) group.offer(message);
    }
    return group;
  }

  start(): void {
    this.isUp = true;
    for (const group of this.groups.values()) group.handOut();
  }
}
