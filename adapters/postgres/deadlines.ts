/** Deadlines of many answers on one timer: a timer for each would cost as much as a statement. */

import type { Clock } from "../../application/ports.ts";

/** No answer came in time. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";

  constructor() {
    super("No answer came in time");
  }
}

interface Waiting {
  readonly until: number;
  readonly expire: () => void;
}

/** Waits for answers, and for none of them too long. */
export class Deadlines implements Disposable {
  readonly #clock: Clock;
  readonly #interval: number;
  readonly #waiting = new Set<Waiting>();
  readonly #stop = new AbortController();
  #watching = false;

  /** Deadlines are looked at every so many milliseconds. */
  constructor(clock: Clock, interval: number) {
    this.#clock = clock;
    this.#interval = interval;
  }

  /**
   * Waits for an answer, and about so many milliseconds at most. The driver leaves some statements
   * without any when a connection is lost.
   *
   * @throws {NoAnswer} when it takes longer
   */
  within<Result>(ms: number, answer: PromiseLike<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      const waiting = {
        until: this.#clock.monotonic() + ms,
        expire: () => reject(new NoAnswer()),
      };
      this.#waiting.add(waiting);
      if (!this.#watching) this.#watch();
      answer.then((result) => {
        this.#waiting.delete(waiting);
        resolve(result);
      }, (error) => {
        this.#waiting.delete(waiting);
        reject(error);
      });
    });
  }

  /** Lets the timer go. */
  [Symbol.dispose](): void {
    this.#stop.abort();
  }

  async #watch(): Promise<void> {
    this.#watching = true;
    while (this.#waiting.size > 0 && !this.#stop.signal.aborted) {
      await this.#clock.sleep(this.#interval, this.#stop.signal);
      const now = this.#clock.monotonic();
      for (const waiting of this.#waiting) {
        if (waiting.until > now) continue;
        this.#waiting.delete(waiting);
        waiting.expire();
      }
    }
    this.#watching = false;
  }
}
