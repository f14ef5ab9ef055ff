/** The partitions that a subscription has, or had. */

import type { KafkaAssignment, KafkaBatch, KafkaOffset } from "./client.ts";
import { Lane, type LanePorts, type LaneWork } from "./lane.ts";

/** Receives a record of a topic; rejects when it has to come again. */
export type ReceiveFrom = (topic: string) => LaneWork["receive"];

/** What the lanes of a subscription have in common. */
export interface LanesWork extends Pick<LaneWork, "stopping"> {
  readonly receive: ReceiveFrom;
  readonly onProgress: (lane: Lane) => void;
}

interface Place {
  readonly topic: string;
  readonly partition: number;
  readonly lane: Lane;
}

/** The lanes of a subscription, by topic and partition. */
export class Lanes {
  readonly #ports: LanePorts;
  readonly #work: LanesWork;
  readonly #places = new Map<string, Place>();

  constructor(ports: LanePorts, work: LanesWork) {
    this.#ports = ports;
    this.#work = work;
  }

  /** Whether a record is in work. */
  get areAtWork(): boolean {
    return this.#all().some(({ lane }) => lane.isAtWork);
  }

  /** Takes in records, and gives the lane that has them. */
  offer({ topic, partition, messages }: KafkaBatch): Lane {
    const { lane } = this.#place(topic, partition);
    lane.offer(messages);
    return lane;
  }

  /** Begins nothing new; gives the partitions that must stay here. */
  freeze(): KafkaAssignment {
    const held: KafkaAssignment = {};
    for (const { topic, partition, lane } of this.#all()) {
      lane.freeze();
      if (lane.isHeld) (held[topic] ??= []).push(partition);
    }
    return held;
  }

  /** These partitions are here from now on, and no others. */
  assign(assignment: KafkaAssignment): void {
    const lost = new Error("The partition was given to another member of the group");
    for (const { topic, partition, lane } of this.#all()) {
      if (!assignment[topic]?.includes(partition)) lane.withdraw(lost);
    }
    for (const [topic, partitions] of Object.entries(assignment)) {
      for (const partition of partitions) this.#place(topic, partition).lane.give();
    }
  }

  /** Gives up what is in work. */
  giveUp(reason: unknown): void {
    for (const { lane } of this.#all()) lane.withdraw(reason);
  }

  /** Where the group is, where the broker was not told. */
  unsaid(): KafkaOffset[] {
    return this.#all().flatMap(({ topic, partition, lane: { done } }) =>
      done === undefined ? [] : [{ topic, partition, offset: String(done) }]
    );
  }

  /** The broker was told. */
  said(offsets: readonly KafkaOffset[]): void {
    for (const { topic, partition, offset } of offsets) {
      this.#place(topic, partition).lane.committed(Number(offset));
    }
  }

  #all(): readonly Place[] {
    return [...this.#places.values()];
  }

  #place(topic: string, partition: number): Place {
    const key = `${topic}/${partition}`;
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const { receive, stopping, onProgress } = this.#work;
    const lane: Lane = new Lane(this.#ports, {
      receive: receive(topic),
      stopping,
      onProgress: () => onProgress(lane),
    });
    const place = { topic, partition, lane };
    this.#places.set(key, place);
    return place;
  }
}
