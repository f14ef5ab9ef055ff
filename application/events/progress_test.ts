import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { StagedPut } from "../store/transaction.ts";
import { Progress, WINDOW } from "./progress.ts";
import { type Checkpoint, CHECKPOINTS } from "./subscription_records.ts";

Deno.test("the checkpoint moves over what holds nothing for the subscription", () => {
  const progress = freshProgress();

  progress.scan([3, 7], 9);

  assertEquals(checkpointIn(progress.finishing(3)), 6);
  progress.finished(3, progress.finishing(3));
  assertEquals(checkpointIn(progress.finishing(7)), 9);
});

Deno.test("what finishes ahead leaves a mark, which goes when the checkpoint passes", () => {
  const progress = freshProgress();
  progress.scan([1, 2, 3], 3);

  const ahead = progress.finishing(2);
  assertEquals(ahead.map(({ id, value }) => [Number(id), value]), [[2, true]]);
  progress.finished(2, ahead);
  const [checkpoint, ...marks] = progress.finishing(1);

  assertEquals((checkpoint?.value as Checkpoint).position, 2);
  assertEquals(marks.map(({ id, value }) => [Number(id), value]), [[2, undefined]]);
});

Deno.test("the room is what is left of the window past the oldest open event", () => {
  const progress = freshProgress();
  progress.scan([5, 6], 10);
  assertEquals(progress.room, WINDOW - 6);

  progress.finished(6, progress.finishing(6));
  assertEquals(progress.room, WINDOW - 6);
  progress.finished(5, progress.finishing(5));

  assertEquals(progress.room, WINDOW);
});

Deno.test("one commit takes away a few marks only, and later ones the rest", () => {
  const progress = new Progress("s", checkpointAt(0), Array.from({ length: 999 }, (_, i) => i + 2));
  progress.scan(Array.from({ length: 1000 }, (_, i) => i + 1), 1000);

  let removed = 0;
  let puts = progress.finishing(1);
  progress.finished(1, puts);
  for (;;) {
    assert(puts.length > 1 && puts.length <= 101, `${puts.length} puts`);
    assertEquals(checkpointIn(puts), 1000);
    removed += puts.length - 1;
    if (removed === 999) break;
    puts = progress.saving();
    progress.saved(puts);
  }
});

Deno.test("no order of finishing and no crash loses or repeats a position", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 40 }),
      fc.array(fc.tuple(fc.constantFrom(...moves), fc.nat({ max: 50 })), { maxLength: 200 }),
      (wanted, steps) => {
        const run = new SimulatedRun(wanted.sort((a, b) => a - b));
        for (const [move, number] of steps) run.step(move, number);
        run.crash();
        run.toTheEnd();
        assertEquals([...run.effects].sort((a, b) => a - b), run.wanted);
      },
    ),
    { numRuns: 500 },
  );
});

const moves = ["scan", "stage", "commit", "commit and crash", "crash", "save"] as const;
const END = 40;

/** Commits of a subscription, one effect each, that may be staged, done and cut short in any order. */
class SimulatedRun {
  readonly effects: number[] = [];
  readonly wanted: readonly number[];
  readonly #marks = new Set<number>();
  #checkpoint = checkpointAt(0);
  #progress = freshProgress();
  #open: number[] = [];
  #staged: { readonly position: number; readonly puts: readonly StagedPut[] }[] = [];

  constructor(wanted: readonly number[]) {
    this.wanted = wanted;
  }

  step(move: (typeof moves)[number], number: number): void {
    switch (move) {
      case "scan":
        return this.#scan(number % 10);
      case "stage":
        return this.#stage(number);
      case "commit":
        return void this.#commit(number);
      case "commit and crash":
        if (this.#commit(number, false)) this.crash();
        return;
      case "crash":
        return this.crash();
      case "save":
        return this.#save();
    }
  }

  crash(): void {
    this.#progress = new Progress("s", this.#checkpoint, [...this.#marks]);
    this.#open = [];
    this.#staged = [];
  }

  toTheEnd(): void {
    this.#scan(END);
    while (this.#open.length > 0) {
      this.#stage(this.#open.length * 7);
      this.#commit(0);
    }
    this.#save();
    assertEquals(this.#checkpoint.position, END);
    assertEquals(this.#marks.size, 0);
  }

  #scan(count: number): void {
    const after = this.#progress.scanned;
    const through = Math.min(END, after + count);
    const found = this.wanted.filter((position) => position > after && position <= through);
    this.#open.push(...this.#progress.scan(found, through));
  }

  #stage(number: number): void {
    if (this.#open.length === 0) return;
    const [position = 0] = this.#open.splice(number % this.#open.length, 1);
    this.#staged.push({ position, puts: this.#progress.finishing(position) });
  }

  #commit(number: number, heard = true): boolean {
    if (this.#staged.length === 0) return false;
    const [staged] = this.#staged.splice(number % this.#staged.length, 1);
    if (staged === undefined) return false;
    this.effects.push(staged.position);
    this.#store(staged.puts);
    if (heard) this.#progress.finished(staged.position, staged.puts);
    return true;
  }

  /** As a session does it: only while nothing is being handled. */
  #save(): void {
    if (this.#staged.length > 0) return;
    const puts = this.#progress.saving();
    this.#store(puts);
    this.#progress.saved(puts);
  }

  #store(puts: readonly StagedPut[]): void {
    for (const { collection, id, value } of puts) {
      if (collection === CHECKPOINTS) this.#checkpoint = value as Checkpoint;
      else if (value === undefined) this.#marks.delete(Number(id));
      else this.#marks.add(Number(id));
    }
    const undone = this.wanted.filter((position) => !this.effects.includes(position));
    assert(undone.every((position) => position > this.#checkpoint.position), "a position is lost");
  }
}

function freshProgress(): Progress {
  return new Progress("s", checkpointAt(0), []);
}

function checkpointAt(position: number): Checkpoint {
  return { position, types: ["Counted"], halted: null };
}

function checkpointIn(puts: readonly StagedPut[]): number | undefined {
  const put = puts.find(({ collection }) => collection === CHECKPOINTS);
  return put && (put.value as Checkpoint).position;
}
