/** Waiting for the log to grow, by commits of this process and of others. */

import type { Clock } from "../../application/ports.ts";
import type { WakeUps } from "../../application/store/wake_ups.ts";
import type { Ear, Listening } from "./listening.ts";

/** What watching stands on. */
export interface WatchPorts {
  readonly clock: Clock;
  readonly waiting: WakeUps;
  readonly head: () => Promise<number>;
  readonly listen: (ear: Ear) => Listening;
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
  #listening: Listening | undefined;

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

  /** The `changed` of the port. */
  async changed(after: number, signal: AbortSignal): Promise<void> {
    const { waiting, head, listen } = this.#ports;
    // Who never waits does not listen either: each commit would wake its connection.
    this.#listening ??= listen({ onHead: (head) => this.saw(head), onGap: () => this.#look() });
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

  /** Stops listening; who waits is not woken by it. */
  async close(): Promise<void> {
    await this.#listening?.close();
  }

  async #poll(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const interval = this.#listening?.hears() ? SAFETY_INTERVAL : this.#interval;
      await this.#ports.clock.sleep(interval, signal);
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
