/** What a session is doing at the moment, one job per stream. */

import type { Job } from "./event_handling.ts";

/** Runs jobs side by side, up to a number of them. */
export class RunningJobs {
  readonly #limit: number;
  readonly #tellSettled: () => void;
  readonly #busy = new Map<string, Promise<void>>();
  readonly #late = new Set<string>();
  /** The stream of a job that must be alone, while it runs or waits for the others to end. */
  #alone: string | undefined;
  #trouble: { readonly error: unknown } | undefined;

  /** `tellSettled` is called whenever a job has ended. */
  constructor(limit: number, tellSettled: () => void) {
    this.#limit = limit;
    this.#tellSettled = tellSettled;
  }

  get isIdle(): boolean {
    return this.#busy.size === 0;
  }

  /** Whether no other job may start. */
  get isFull(): boolean {
    return this.#alone !== undefined || this.#busy.size >= this.#limit;
  }

  /** Whether another late one may start: what failed, and may hang again, leaves room for the rest. */
  get takesLate(): boolean {
    return !this.isFull && this.#late.size < Math.max(1, Math.floor(this.#limit / 2));
  }

  /** Whether a job came to an end that must end the session. */
  get isInTrouble(): boolean {
    return this.#trouble !== undefined;
  }

  readonly isBusy = (stream: string): boolean => this.#busy.has(stream);

  /** Starts a job, or holds the others back until it can be alone; answers whether it started. */
  start(job: Job): boolean {
    if (job.alone) this.#alone = job.stream;
    if (job.alone && !this.isIdle) return false;
    const settled = job.run()
      .catch((error) => {
        this.#trouble ??= { error };
      })
      .finally(() => {
        this.#busy.delete(job.stream);
        this.#late.delete(job.stream);
        this.#tellSettled();
      });
    this.#busy.set(job.stream, settled);
    if (job.late) this.#late.add(job.stream);
    return true;
  }

  /** Lets others start again once a job that had to be alone is done, or could not start. */
  endAlone(): void {
    if (this.#alone !== undefined && !this.#busy.has(this.#alone)) this.#alone = undefined;
  }

  /** Settles when none of those that run now is left. */
  async settled(): Promise<void> {
    await Promise.all(this.#busy.values());
  }

  throwTrouble(): void {
    if (this.#trouble !== undefined) throw this.#trouble.error;
  }
}
