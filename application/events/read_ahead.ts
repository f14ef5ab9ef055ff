/** Events that were read from the log and not handled yet. */

import type { Recorded } from "../store/store.ts";

/** Holds events in the order of the log, and hands them out by stream. */
export class ReadAhead {
  readonly #events: Recorded[] = [];

  get isEmpty(): boolean {
    return this.#events.length === 0;
  }

  add(events: readonly Recorded[]): void {
    this.#events.push(...events);
  }

  /** Takes back an event that was handed out; it is still the first of its stream. */
  putBack(event: Recorded): void {
    this.#events.unshift(event);
  }

  /** How many events are of streams that can move. */
  count(canMove: (stream: string) => boolean): number {
    return this.#events.filter(({ stream }) => canMove(stream)).length;
  }

  /** Hands out the first event of a stream that can move; later ones of a stream never overtake it. */
  take(canMove: (stream: string) => boolean): Recorded | undefined {
    const index = this.#events.findIndex(({ stream }) => canMove(stream));
    return index < 0 ? undefined : this.#events.splice(index, 1)[0];
  }
}
