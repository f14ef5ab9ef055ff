/** Notices when everything fails: then the cause is outside, and trying harder helps nobody. */

import type { Clock, Random } from "../ports.ts";

/** Different streams that fail with no success between them until it is called an outage. */
const FAILING_STREAMS = 5;
const FIRST_PROBE = 500;
const LONGEST_PROBE = 10_000;

/** Counts failures in a row; during an outage only single probes are let through. */
export class Outage {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #failing = new Set<string>();
  #probes = 0;
  #nextProbe = 0;

  constructor({ clock, random }: { readonly clock: Clock; readonly random: Random }) {
    this.#clock = clock;
    this.#random = random;
  }

  /** Whether many streams failed in a row. */
  get on(): boolean {
    return this.#failing.size >= FAILING_STREAMS;
  }

  /** Whether the stream failed, and nothing has worked since. */
  isFailing(stream: string): boolean {
    return this.#failing.has(stream);
  }

  /** Which probe comes next, counted from 0. */
  get probes(): number {
    return this.#probes;
  }

  /** Milliseconds until the next probe may start; 0 when there is no outage. */
  get wait(): number {
    return this.on ? Math.max(0, this.#nextProbe - this.#clock.monotonic()) : 0;
  }

  /** Something worked: whatever it was, it is over. */
  succeeded(): void {
    this.#failing.clear();
    this.#probes = 0;
  }

  /** A stream failed for a reason that may pass. */
  failed(stream: string): void {
    this.#failing.add(stream);
    // What was already running when the outage was noticed is no probe.
    if (!this.on || this.wait > 0) return;
    const longest = Math.min(LONGEST_PROBE, FIRST_PROBE * 2 ** Math.min(this.#probes++, 10));
    this.#nextProbe = this.#clock.monotonic() + longest * (1 + this.#random()) / 2;
  }
}
