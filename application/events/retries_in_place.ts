/** Attempts at events that nothing may pass, because failing for good halts everything. */

import type { Pending } from "./subscription_records.ts";

/** The events that are tried again in place, by stream; a restart forgets how often they were. */
export class RetriesInPlace {
  readonly #failed = new Map<string, Pick<Pending, "attempts" | "nextAt">>();

  /** Attempts that have failed. */
  attempts(stream: string): number {
    return this.#failed.get(stream)?.attempts ?? 0;
  }

  failed({ stream, attempts, nextAt }: Pending): void {
    this.#failed.set(stream, { attempts, nextAt });
  }

  done(stream: string): void {
    this.#failed.delete(stream);
  }

  isDue(stream: string, now: number): boolean {
    return (this.#failed.get(stream)?.nextAt ?? 0) <= now;
  }

  /** When the next is due, in milliseconds since 1970. */
  nextDue(isBusy: (stream: string) => boolean): number {
    return [...this.#failed]
      .filter(([stream]) => !isBusy(stream))
      .reduce((soonest, [_, { nextAt }]) => Math.min(soonest, nextAt), Infinity);
  }
}
