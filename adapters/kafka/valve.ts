/** Holding back the partitions of which enough is here, and those alone. */

import type { KafkaConsumer } from "./client.ts";
import type { Lane } from "./lane.ts";

/** Bytes of a partition that may wait here before no more are fetched. */
const BACKLOG = 2 ** 20;

/** What a consumer can be told. */
export type Pausable = Pick<KafkaConsumer, "pause" | "resume">;

/** Pauses and resumes partitions as their lanes fill and empty. */
export class Valve {
  readonly #paused = new Map<Lane, { topic: string; partitions: number[] }>();

  /** A lane has more than before. */
  onFilled(consumer: Pausable, topic: string, partition: number, lane: Lane): void {
    if (this.#paused.has(lane) || lane.backlog < BACKLOG) return;
    const place = { topic, partitions: [partition] };
    this.#paused.set(lane, place);
    tell(() => consumer.pause([place]));
  }

  /** A lane has less than before. */
  onEmptied(consumer: Pausable, lane: Lane): void {
    const place = this.#paused.get(lane);
    if (place === undefined || lane.backlog > BACKLOG / 2) return;
    this.#paused.delete(lane);
    tell(() => consumer.resume([place]));
  }

  /** All lanes are empty: what was fetched is fetched again. */
  onCleared(consumer: Pausable): void {
    const places = [...this.#paused.values()];
    this.#paused.clear();
    if (places.length > 0) tell(() => consumer.resume(places));
  }
}

function tell(say: () => void): void {
  try {
    say();
  } catch {
    // A consumer that has ended cannot be told, and fetches nothing.
  }
}
