/** A group at a broker in memory: what waits for it, key by key, and who of it works. */

import type { TopicPattern } from "../../application/messaging/message.ts";

/** A message as the broker has it: bytes, so that nobody shares them. */
export interface BrokerMessage {
  readonly channel: string;
  /** Messages of one channel and key are kept in order. */
  readonly key: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** How a delivery ended: taken, refused, or neither. */
export type Outcome = "taken" | "failed" | "left";

/** A message in the hands of a worker, and with it its key. */
export interface Delivery {
  readonly message: BrokerMessage;
  /** How often it failed before. */
  readonly failures: number;
  /** Gives the key back; only the first call counts. */
  readonly settle: (outcome: Outcome) => void;
}

/** Who takes messages for a group. */
export interface Worker {
  /** How many more messages it takes now. */
  readonly room: () => number;
  readonly take: (delivery: Delivery) => void;
}

interface Lane {
  readonly id: string;
  readonly waiting: BrokerMessage[];
  failures: number;
}

/** A group; it takes nothing and gives nothing while the broker is down. */
export class BrokerGroup {
  readonly name: string;
  topics: readonly TopicPattern[] = [];
  waiting = 0;
  readonly #isUp: () => boolean;
  readonly #lanes: Map<string, Lane> = new Map();
  /** Lanes that nobody works on, in the order of their turns. */
  readonly #idle: Set<Lane> = new Set();
  readonly #workers: Set<Worker> = new Set();

  constructor(name: string, isUp: () => boolean) {
    this.name = name;
    this.#isUp = isUp;
  }

  /** Keeps a message until it is taken, if the group wants it. */
  offer(message: BrokerMessage): void {
    const { channel, key, type } = message;
    const isWanted = (topic: TopicPattern) =>
      topic.channel === channel && (topic.type ?? type) === type;
    if (!this.topics.some(isWanted)) return;
    const id = JSON.stringify([channel, key]);
    const lane = this.#lanes.get(id) ?? this.#addLane(id);
    lane.waiting.push(message);
    this.waiting++;
    this.handOut();
  }

  join(worker: Worker): void {
    this.#workers.add(worker);
    this.handOut();
  }

  leave(worker: Worker): void {
    this.#workers.delete(worker);
  }

  /** Gives every worker as much as it has room for. */
  handOut(): void {
    if (!this.#isUp()) return;
    for (const lane of this.#idle) {
      const [worker] = [...this.#workers].sort((a, b) => b.room() - a.room());
      const [message] = lane.waiting;
      if (worker === undefined || worker.room() <= 0 || message === undefined) return;
      this.#idle.delete(lane);
      worker.take(this.#deliver(lane, message));
    }
  }

  #addLane(id: string): Lane {
    const lane = { id, waiting: [], failures: 0 };
    this.#lanes.set(id, lane);
    this.#idle.add(lane);
    return lane;
  }

  #deliver(lane: Lane, message: BrokerMessage): Delivery {
    let isOpen = true;
    return {
      message,
      failures: lane.failures,
      settle: (outcome) => {
        if (!isOpen) return;
        isOpen = false;
        this.#settle(lane, outcome);
      },
    };
  }

  #settle(lane: Lane, outcome: Outcome): void {
    // Who is told of it while it is down does not hear it: the message will come again.
    if (outcome === "taken" && this.#isUp()) {
      lane.waiting.shift();
      lane.failures = 0;
      this.waiting--;
    }
    if (outcome === "failed") lane.failures++;
    if (lane.waiting.length === 0) this.#lanes.delete(lane.id);
    else this.#idle.add(lane);
    this.handOut();
  }
}
