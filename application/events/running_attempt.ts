/** An attempt that is being made, and what the checkpoint may pass meanwhile. */

import type { Recorded } from "../store/store.ts";

/**
 * Keeps two commits apart: the one that ends the attempt, and one that lets the checkpoint pass
 * something of its stream. Each stands on what the other has written.
 */
export class RunningAttempt {
  readonly event: Recorded;
  #isEnding = false;
  #passing: Promise<void> = Promise.resolve();

  constructor(event: Recorded) {
    this.event = event;
  }

  /** Runs a commit that lets the checkpoint pass, unless the attempt is ending; answers whether it did. */
  async pass(commit: () => Promise<void>): Promise<boolean> {
    if (this.#isEnding) return false;
    this.#passing = commit();
    await this.#passing;
    return true;
  }

  /** The handler runs, for the first time or again. */
  begin(): void {
    this.#isEnding = false;
  }

  /** Lets nothing pass any more; settles when nothing is passing. */
  async end(): Promise<void> {
    this.#isEnding = true;
    await this.#passing;
  }
}
