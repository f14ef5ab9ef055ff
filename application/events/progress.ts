/** How far a subscription has come, in memory, and what a commit must write down of it. */

import type { Store } from "../store/store.ts";
import type { StagedPut } from "../store/transaction.ts";
import type { SubscriptionSettings } from "./subscription.ts";
import {
  type Checkpoint,
  CHECKPOINTS,
  doneCollection,
  positionId,
  readAll,
  readRecord,
} from "./subscription_records.ts";

/** Positions that may be looked at past the checkpoint. */
export const WINDOW = 1000;
/** Marks that one commit takes away; a handler's own changes must have room in it too. */
const MARKS_AT_ONCE = 100;

/** Tracks which events are being handled; the checkpoint is the low-water mark of those that are done. */
export class Progress {
  readonly #name: string;
  readonly #types: Checkpoint["types"];
  /** Handed out and not finished, ascending. */
  readonly #open: number[] = [];
  /** Marks in the store: done, but past the stored checkpoint. */
  readonly #marks: Set<number>;
  #stored: number;
  #scanned: number;

  /** `marks` are the stored positions past the checkpoint that are done. */
  constructor(name: string, { position, types }: Checkpoint, marks: readonly number[]) {
    this.#name = name;
    this.#types = types;
    this.#stored = position;
    this.#scanned = position;
    this.#marks = new Set(marks);
  }

  /** The log was looked at up to here. */
  get scanned(): number {
    return this.#scanned;
  }

  /** How many more positions may be looked at before the oldest open event must be done. */
  get room(): number {
    return Math.max(0, this.#lowWater() + WINDOW - this.#scanned);
  }

  /** Whether the oldest open event will soon keep others from being looked at. */
  get isCrowded(): boolean {
    return this.room < WINDOW / 2;
  }

  /** The oldest event that was handed out and is not finished. */
  get oldest(): number | undefined {
    return this.#open[0];
  }

  /** How far the stored checkpoint is behind what is done. */
  get unsaved(): number {
    return this.#lowWater() - this.#stored;
  }

  /** Notes that the log was looked at, and answers which of the found positions are still to be done. */
  scan(found: readonly number[], through: number): ReadonlySet<number> {
    const fresh = found.filter((position) => !this.#marks.has(position));
    this.#open.push(...fresh);
    this.#scanned = Math.max(this.#scanned, through);
    return new Set(fresh);
  }

  /** What the commit that finishes an event must store: the checkpoint, or a mark past it. */
  finishing(position: number): readonly StagedPut[] {
    if (this.#open[0] !== position) {
      return [{ collection: doneCollection(this.#name), id: positionId(position), value: true }];
    }
    return this.#advance((this.#open[1] ?? this.#scanned + 1) - 1);
  }

  /** Notes that the commit with {@linkcode Progress.finishing} took place. */
  finished(position: number, puts: readonly StagedPut[]): void {
    this.#open.splice(this.#open.indexOf(position), 1);
    this.saved(puts);
  }

  /** What a commit must store to bring the checkpoint up to what is done. */
  saving(): readonly StagedPut[] {
    return this.#advance(this.#lowWater());
  }

  /** Notes what a commit has stored. */
  saved(puts: readonly StagedPut[]): void {
    for (const { collection, id, value } of puts) {
      if (collection === CHECKPOINTS) this.#stored = (value as Checkpoint).position;
      else if (value === undefined) this.#marks.delete(Number(id));
      else this.#marks.add(Number(id));
    }
  }

  #lowWater(): number {
    return (this.#open[0] ?? this.#scanned + 1) - 1;
  }

  #advance(position: number): readonly StagedPut[] {
    const checkpoint: Checkpoint = { position, types: this.#types, halted: null };
    const passed = [...this.#marks].filter((mark) => mark <= position).slice(0, MARKS_AT_ONCE);
    return [
      { collection: CHECKPOINTS, id: this.#name, value: checkpoint },
      ...passed.map((mark) => ({
        collection: doneCollection(this.#name),
        id: positionId(mark),
        value: undefined,
      })),
    ];
  }
}

/** Reads how far a subscription has come. */
export async function loadProgress(
  store: Store,
  { name, types }: Pick<SubscriptionSettings, "name" | "types">,
): Promise<Progress> {
  const checkpoint = await readRecord<Checkpoint>(store, CHECKPOINTS, name);
  const marks: number[] = [];
  for await (const { id } of readAll(store, doneCollection(name))) marks.push(Number(id));
  return new Progress(name, { position: 0, halted: null, ...checkpoint?.value, types }, marks);
}
