/** What can happen to a call to the outside: it fails, hangs, is slow, or has its effect when nobody waits. */

import { PaymentUnavailable } from "../payment_errors.ts";
import type { Clock, Random } from "../../ports.ts";

export type Trouble = "none" | "fails" | "answer lost" | "hangs" | "hangs, done" | "late" | "slow";

export class Mischief {
  /** How often a call is in trouble, from 0 to 1. */
  rate = 0;
  /** How often each trouble happened. */
  readonly seen = new Map<Trouble, number>();
  /** Effects that are on their way though nobody waits for them. */
  onTheirWay = 0;
  readonly #clock: Clock;
  readonly #random: Random;

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  async call<Result>(effect: () => Result, signal: AbortSignal): Promise<Result> {
    const trouble = this.#next();
    this.seen.set(trouble, (this.seen.get(trouble) ?? 0) + 1);
    switch (trouble) {
      case "none":
        return effect();
      case "fails":
        throw unavailable();
      case "answer lost":
        effect();
        throw unavailable();
      case "hangs":
        return await untilAborted(signal);
      case "hangs, done":
        effect();
        return await untilAborted(signal);
      case "late":
        this.#later(effect);
        return await untilAborted(signal);
      case "slow":
        await this.#clock.sleep(this.#random() * 10_000, signal);
        if (signal.aborted) throw unavailable();
        return effect();
    }
  }

  #next(): Trouble {
    if (this.#random() >= this.rate) return "none";
    return troubles[Math.floor(this.#random() * troubles.length)] ?? "none";
  }

  async #later(effect: () => unknown): Promise<void> {
    this.onTheirWay++;
    await this.#clock.sleep(1 + this.#random() * 60_000);
    effect();
    this.onTheirWay--;
  }
}

const troubles: readonly Trouble[] = [
  "fails",
  "answer lost",
  "hangs",
  "hangs, done",
  "late",
  "slow",
  "slow",
];

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(unavailable());
    signal.addEventListener("abort", () => reject(unavailable()), { once: true });
  });
}

function unavailable(): PaymentUnavailable {
  return new PaymentUnavailable("do it", "the line is bad");
}
