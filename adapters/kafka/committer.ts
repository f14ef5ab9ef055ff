/** Telling the broker how far a group is: what was finished meanwhile goes together. */

import type { Clock } from "../../application/ports.ts";
import type { KafkaConsumer, KafkaOffset } from "./client.ts";
import { within } from "./deadline.ts";

/** Who knows how far the group is. */
export interface Progress {
  readonly unsaid: () => KafkaOffset[];
  readonly said: (offsets: readonly KafkaOffset[]) => void;
}

/** Commits offsets through the consumer that has the partitions now. */
export class Committer {
  readonly #clock: Pick<Clock, "sleep">;
  readonly #progress: Progress;
  readonly #timeout: number;
  #consumer: Pick<KafkaConsumer, "commitOffsets"> | undefined;
  #committing: Promise<void> | undefined;

  /** A commit may take so many milliseconds. */
  constructor(clock: Pick<Clock, "sleep">, progress: Progress, timeout: number) {
    this.#clock = clock;
    this.#progress = progress;
    this.#timeout = timeout;
  }

  /** Commits through a consumer from now on; through none while the group shares out. */
  use(consumer: Pick<KafkaConsumer, "commitOffsets"> | undefined): void {
    this.#consumer = consumer;
    void this.commit();
  }

  /** Commits all there is; resolves when that is done, or cannot be. Never rejects. */
  commit(): Promise<void> {
    return this.#committing ??= this.#commitAll().finally(() => {
      this.#committing = undefined;
    });
  }

  async #commitAll(): Promise<void> {
    for (;;) {
      const offsets = this.#progress.unsaid();
      if (this.#consumer === undefined || offsets.length === 0) return;
      try {
        await within(this.#clock, this.#timeout, this.#consumer.commitOffsets(offsets));
        this.#progress.said(offsets);
      } catch {
        // What is not committed comes again, if it cannot be committed later.
        await this.#clock.sleep(PAUSE);
      }
    }
  }
}

/** Milliseconds before a commit that failed is tried again. */
const PAUSE = 200;
