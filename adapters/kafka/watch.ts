/** Looking after a consumer of the driver: it may hang without a word when lines break. */

import type { Clock } from "../../application/ports.ts";

/** What a watch goes by. */
export interface WatchOptions {
  /** Milliseconds after which a consumer that does nothing is taken to hang. */
  readonly patience: number;
  /** Milliseconds that it may take longer while it joins. */
  readonly joining: number;
}

/** Remembers when a consumer last did something, broker by broker. */
export class Watch {
  readonly #clock: Pick<Clock, "monotonic" | "sleep">;
  readonly #options: WatchOptions;
  readonly #over = new AbortController();
  /** Until when a broker has to be asked for records again. */
  readonly #due = new Map<string, number>();

  constructor(clock: Pick<Clock, "monotonic" | "sleep">, options: WatchOptions) {
    this.#clock = clock;
    this.#options = options;
    this.onJoining();
  }

  /** The consumer joins its group. */
  onJoining(): void {
    this.#due.clear();
    this.#expect(JOINED, this.#options.patience + this.#options.joining);
  }

  /** The consumer asks a broker for records. */
  onFetch(broker: string): void {
    this.#due.delete(JOINED);
    this.#expect(broker, this.#options.patience);
  }

  /** Rejects when the consumer hangs; never settles when the watch is over before. */
  async hang(): Promise<never> {
    const { signal } = this.#over;
    for (;;) {
      await this.#clock.sleep(this.#options.patience / 4, signal);
      if (signal.aborted) await new Promise(() => {});
      const now = this.#clock.monotonic();
      if ([...this.#due.values()].some((due) => due < now)) {
        throw new Error("The Kafka driver does nothing any more");
      }
    }
  }

  /** Looks no more. */
  end(): void {
    this.#over.abort();
  }

  #expect(what: string, ms: number): void {
    this.#due.set(what, this.#clock.monotonic() + ms);
  }
}

const JOINED = "joined";
