/** The life of a bus: open, closing, over. */

import { BusClosed } from "../../application/messaging/message_bus.ts";
import type { Clock } from "../../application/ports.ts";

/** Knows what calls are under way, and lets no others begin once the end has. */
export class Lifetime {
  /** Aborted when the end begins. */
  readonly closing: AbortSignal;
  /** Aborted when all is over. */
  readonly over: AbortSignal;
  readonly #closing = new AbortController();
  readonly #over = new AbortController();
  readonly #running = new Set<Promise<unknown>>();
  #closed: Promise<void> | undefined;

  constructor() {
    this.closing = this.#closing.signal;
    this.over = this.#over.signal;
  }

  /**
   * Does what a call is there for.
   *
   * @throws {BusClosed} once the end has begun
   */
  async run<Result>(call: () => Promise<Result>): Promise<Result> {
    if (this.closing.aborted) throw new BusClosed();
    const running = call();
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  /** Waits for calls under way and for what else has to end, so many milliseconds at most. */
  close(clock: Pick<Clock, "sleep">, within: number, ended: () => Promise<unknown>): Promise<void> {
    return this.#closed ??= this.#close(clock, within, ended);
  }

  async #close(
    clock: Pick<Clock, "sleep">,
    within: number,
    ended: () => Promise<unknown>,
  ): Promise<void> {
    this.#closing.abort();
    const isInTime = new AbortController();
    const all = Promise.allSettled(this.#running).then(ended);
    await Promise.race([all, clock.sleep(within, isInTime.signal)]);
    isInTime.abort();
    this.#over.abort();
  }
}
