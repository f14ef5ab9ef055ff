/** Holding back the partitions of which enough is here, and those alone. */

import type { KafkaConsumer } from "./client.ts";
import type { Lane } from "./lane.ts";

/** Bytes of a partition that may wait here before no more are fetched. */
const BACKLOG = 2 ** 20;

/** What a consumer can be told. */
export type Pausable = Pick<KafkaConsumer, "pause" | "resume">;

/** Pauses and resumes partitions as their lanes fill and empty. */
export class Valve {
  readonly #paused = new Set<Lane>();

  /** A lane has more than before. */
  onFilled(consumer: Pausable, topic: string, partition: number, lane: Lane): void {
    if (this.#paused.has(lane) || lane.backlog < BACKLOG) return;
    this.#paused.add(lane);
    tell(() => consumer.pause([{ topic, partitions: [partition] }]));
  }

  /** A lane has less than before. */
  onEmptied(consumer: Pausable, topic: string, partition: number, lane: Lane): void {
    if (!this.#paused.has(lane) || lane.backlog > BACKLOG / 2) return;
    this.#paused.delete(lane);
    tell(() => consumer.resume([{ topic, partitions: [partition] }]));
  }
}

function tell(say: () => void): void {
  try {
    say();
  } catch {
    // A consumer that has ended cannot be told, and fetches nothing.
  }
}
