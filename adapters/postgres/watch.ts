/** Waiting for the log to grow, by commits of this process and of others. */

import type { Clock } from "../../application/ports.ts";
import type { WakeUps } from "../../application/store/wake_ups.ts";

/** What watching stands on. */
export interface WatchPorts {
  readonly clock: Clock;
  readonly waiting: WakeUps;
  readonly head: () => Promise<number>;
  /** Whether commits of others are heard of. */
  readonly hears: () => boolean;
}

/** Milliseconds between two looks while commits are heard of: a connection may be lost unseen. */
const SAFETY_INTERVAL = 1000;

/** Knows the last position, and wakes those who wait for a later one. */
export class Watch {
  readonly #ports: WatchPorts;
  readonly #interval: number;
  #known = 0;
  #watchers = 0;
  #stop = new AbortController();

  /** While nothing is heard, others' commits are looked for every `interval` milliseconds. */
  constructor(ports: WatchPorts, interval: number) {
    this.#ports = ports;
    this.#interval = interval;
  }

  /** Takes note of a position that the log has reached. */
  saw(head: number): void {
    if (head <= this.#known) return;
    this.#known = head;
    this.#ports.waiting.wake();
  }

  /** Lets everybody look who waits. */
  doubt(): void {
    if (this.#watchers > 0) this.#look();
  }

  /** The `changed` of the port. */
  async changed(after: number, signal: AbortSignal): Promise<void> {
    const { waiting, head } = this.#ports;
    if (this.#watchers++ === 0) {
      this.#stop = new AbortController();
      this.#poll(this.#stop.signal);
    }
    try {
      while (this.#known <= after && !signal.aborted) {
        // Waits before it looks, so that no commit can come between.
        const woken = waiting.wait(signal);
        const looked = head().then((position) => {
          this.saw(position);
          return woken;
        });
        await Promise.race([woken, looked]);
      }
    } finally {
      if (--this.#watchers === 0) this.#stop.abort();
    }
  }

  async #poll(signal: AbortSignal): Promise<void> {
    const { clock, hears } = this.#ports;
    while (!signal.aborted) {
      await clock.sleep(hears() ? SAFETY_INTERVAL : this.#interval, signal);
      if (!signal.aborted) await this.#look();
    }
  }

  async #look(): Promise<void> {
    try {
      this.saw(await this.#ports.head());
    } catch {
      // Who waits looks for himself, and learns what is wrong.
      this.#ports.waiting.wake();
    }
  }
}
