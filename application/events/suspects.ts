/** What the run before may have died of. */

import type { Recorded } from "../store/store.ts";

/**
 * Events that are written down before they start, and tried alone: should one be the death of this
 * run too, nothing else is taken for the cause.
 */
export class Suspects {
  readonly #positions = new Set<number>();
  #unknown: number;

  /** `unknown` events of the log, not written down yet, are suspects too. */
  constructor(unknown: number) {
    this.#unknown = unknown;
  }

  has({ position }: Pick<Recorded, "position">): boolean {
    return this.#positions.has(position);
  }

  add({ position }: Pick<Recorded, "position">): void {
    this.#positions.add(position);
  }

  /** Clears one that was tried. */
  delete({ position }: Pick<Recorded, "position">): void {
    this.#positions.delete(position);
  }

  /** Answers whether the next event of the log is one. */
  takeUnknown(event: Pick<Recorded, "position">): boolean {
    if (this.#unknown === 0) return false;
    this.#unknown--;
    this.add(event);
    return true;
  }
}
