/** Events that were read from the log and not handled yet. */

import type { Recorded, Store } from "../store/store.ts";
import type { Progress } from "./progress.ts";
import type { SubscriptionSettings } from "./subscription.ts";

/** Events read at once. */
const BATCH = 100;

/** Holds events in the order of the log, and hands them out by stream. */
export class ReadAhead {
  readonly #store: Pick<Store, "readLog">;
  readonly #types: SubscriptionSettings["types"];
  readonly #progress: Progress;
  readonly #events: Recorded[] = [];

  constructor(
    store: Pick<Store, "readLog">,
    { types }: Pick<SubscriptionSettings, "types">,
    progress: Progress,
  ) {
    this.#store = store;
    this.#types = types;
    this.#progress = progress;
  }

  get isEmpty(): boolean {
    return this.#events.length === 0;
  }

  /** Whether there are events enough of streams that can move: the others must not keep them from coming. */
  hasEnough(canMove: (stream: string) => boolean): boolean {
    return this.#events.filter(({ stream }) => canMove(stream)).length >= BATCH / 2;
  }

  /** Reads on, as far as there is room; answers whether the log was looked at any further. */
  async readOn(): Promise<boolean> {
    const before = this.#progress.scanned;
    const last = before + this.#progress.room;
    const page = await this.#store.readLog({
      after: before,
      limit: BATCH,
      ...(this.#types === "*" ? {} : { types: this.#types }),
    });
    const events = page.events.filter(({ position }) => position <= last);
    const fresh = this.#progress.scan(
      events.map(({ position }) => position),
      Math.min(page.through, last),
    );
    this.#events.push(...events.filter(({ position }) => fresh.has(position)));
    return this.#progress.scanned > before;
  }

  /** Takes back an event that was handed out; it is still the first of its stream. */
  putBack(event: Recorded): void {
    this.#events.unshift(event);
  }

  /** The event at a position, if it was not handed out. */
  at(position: number): Recorded | undefined {
    return this.#events.find((event) => event.position === position);
  }

  /** Forgets an event that is seen to already. */
  remove(event: Recorded): void {
    this.#events.splice(this.#events.indexOf(event), 1);
  }

  /** Hands out the first event of a stream that can move; later ones of a stream never overtake it. */
  take(canMove: (stream: string) => boolean): Recorded | undefined {
    const index = this.#events.findIndex(({ stream }) => canMove(stream));
    return index < 0 ? undefined : this.#events.splice(index, 1)[0];
  }
}
