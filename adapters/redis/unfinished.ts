/** Calls and subscriptions that a bus waits for before it is closed. */

import type { Clock } from "../../application/ports.ts";
import type { RedisSubscription } from "./subscription.ts";

/** What has to end before a bus is closed. */
export class Unfinished {
  readonly #calls = new Set<Promise<unknown>>();
  readonly #subscriptions = new Set<RedisSubscription>();

  /** Waits for a call. */
  async call<Result>(call: Promise<Result>): Promise<Result> {
    this.#calls.add(call);
    try {
      return await call;
    } finally {
      this.#calls.delete(call);
    }
  }

  add(subscription: RedisSubscription): void {
    this.#subscriptions.add(subscription);
    void subscription.ended.then(() => this.#subscriptions.delete(subscription));
  }

  /** Waits so many milliseconds at most; what is being received then is left behind. */
  async end(clock: Clock, within: number): Promise<void> {
    const waiting = new AbortController();
    const all = [...this.#calls, ...[...this.#subscriptions].map(({ ended }) => ended)];
    await Promise.race([Promise.allSettled(all), clock.sleep(within, waiting.signal)]);
    waiting.abort();
    for (const { giveUp } of this.#subscriptions) giveUp();
  }
}
