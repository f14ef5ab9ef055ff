/** What a run writes down of events: how far it has come, and what it passed without its being done. */

import { isConflict } from "../store/rerun.ts";
import type { DocumentCheck, Recorded, Store } from "../store/store.ts";
import type { StagedPut } from "../store/transaction.ts";
import { isFenceLost } from "./leadership.ts";
import { due, redriven } from "./pending_event.ts";
import { PendingQueue } from "./pending_queue.ts";
import type { Progress } from "./progress.ts";
import {
  type Pending,
  type PendingDocument,
  putPending,
  readPending,
  removePending,
} from "./subscription_records.ts";

/** The records of a run, in the store and as far as they are needed in memory; every commit is under the fence. */
export class EventRecords {
  /** The events that have a record of their own. */
  readonly queue = new PendingQueue();
  readonly #store: Store;
  readonly #name: string;
  readonly #fence: DocumentCheck;
  readonly #progress: Progress;

  constructor(store: Store, name: string, fence: DocumentCheck, progress: Progress) {
    this.#store = store;
    this.#name = name;
    this.#fence = fence;
    this.#progress = progress;
  }

  /** What the commit that does an event must store of it. */
  finishing(event: Recorded): readonly StagedPut[] {
    const pending = this.queue.find(event);
    return pending === undefined
      ? this.#progress.finishing(event.position)
      : this.#removing(pending);
  }

  /** Notes that the commit with {@linkcode EventRecords.finishing} took place. */
  finished(event: Recorded, puts: readonly StagedPut[]): void {
    const pending = this.queue.find(event);
    if (pending === undefined) this.#progress.finished(event.position, puts);
    else this.#removed(pending);
  }

  /** Stores what has become of an event; the checkpoint may pass one that has a record. */
  async write(pending: Pending): Promise<void> {
    const put = putPending(this.#name, pending);
    if (this.queue.find(pending) !== undefined) {
      await this.#commit([put]);
      this.queue.update(pending);
      return;
    }
    const puts = this.#progress.finishing(pending.position);
    await this.#commit([...puts, put]);
    this.#progress.finished(pending.position, puts);
    this.queue.add(pending);
  }

  /** Stores how far the run has come. */
  async save(): Promise<void> {
    if (this.#progress.unsaved === 0) return;
    const puts = this.#progress.saving();
    await this.#commit(puts);
    this.#progress.saved(puts);
  }

  /** Does what operators have marked. */
  async heedOperators(): Promise<void> {
    const acted = { index: "turn", equal: "operator-acted" } as const;
    for await (const marked of readPending(this.#store, this.#name, acted)) {
      await this.#heed(marked);
    }
  }

  /** Leaves alone what an operator marks anew meanwhile: the new mark is seen to next. */
  async #heed({ pending, version }: PendingDocument): Promise<void> {
    const again = redriven(pending);
    const discarded = pending.state === "discard";
    const [put, ...next] = discarded ? this.#removing(pending) : [putPending(this.#name, again)];
    try {
      await this.#commit([{ ...put, expect: version }, ...next]);
    } catch (error) {
      if (!isConflict(error) || isFenceLost(error, this.#fence)) throw error;
      return;
    }
    if (discarded) this.#removed(pending);
    else this.queue.update(again);
  }

  /** What is behind it in its stream comes next. */
  #removing(pending: Pending): readonly [StagedPut, ...StagedPut[]] {
    const next = this.queue.behind(pending);
    return [
      removePending(this.#name, pending),
      ...(next === undefined ? [] : [putPending(this.#name, due(next))]),
    ];
  }

  #removed(pending: Pending): void {
    const next = this.queue.behind(pending);
    this.queue.remove(pending);
    if (next !== undefined) this.queue.update(due(next));
  }

  async #commit(puts: readonly StagedPut[]): Promise<void> {
    await this.#store.commit({
      checks: [this.#fence],
      puts: puts.map((put) => ({ ...put, expect: put.expect ?? "any" })),
    });
  }
}
