import { assert, assertEquals } from "@std/assert";
import { setImmediate } from "node:timers";
import { type Machine, startMachine } from "../conformance/machine.ts";
import {
  ask,
  count,
  expectedTallies,
  readTallies,
  recordOf,
  tallies,
  tally,
} from "../conformance/projection_samples.ts";
import { LimitExceeded } from "../../application/store/errors.ts";
import type { Random } from "../../application/ports.ts";
import type { Store } from "../../application/store/store.ts";
import { randomIds, systemClock } from "../system/mod.ts";
import { memoryStore, seededRandom } from "./mod.ts";

const STREAMS = 12;
const STEPS = 120;
const SEEDS = 10;

Deno.test("a projection that is killed, rebuilt and redefined at random is what a fold of the log is, and never steps back", async () => {
  const given = Deno.env.get("SIMULATION_SEED");
  const any = Math.floor(Math.random() * 2 ** 32);
  const seeds = given === undefined
    ? Array.from({ length: SEEDS }, (_, index) => any + index)
    : [Number(given)];
  for (const seed of seeds) {
    try {
      await new Simulation(seed).run();
    } catch (error) {
      console.error(`Failed with SIMULATION_SEED=${seed}`);
      throw error;
    }
  }
});

/** One store, machines that come and go, an operator, a reader, and chance. */
class Simulation {
  readonly #random: Random;
  readonly #store: Store = memoryStore({ clock: systemClock(), newId: randomIds() });
  readonly #machines: Machine[] = [];
  readonly #stunned: Machine[] = [];
  /** How many versions of each stream were shown already. */
  readonly #shown = new Map<string, number>();
  #version = 1;
  #broken = false;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
  }

  async run(): Promise<void> {
    for (let step = 0; step < STEPS; step++) {
      await this.#act();
      await this.#pass(1 + Math.floor(this.#random() * 8));
      await this.#look();
    }
    await this.#recover();
    await this.#check();
  }

  async #act(): Promise<void> {
    const chance = this.#random();
    const machine = this.#machines.at(-1);
    if (chance < 0.45) await count(this.#store, [this.#stream()], 1 + this.#some(30));
    else if (chance < 0.55) machine?.kill();
    else if (chance < 0.6) machine?.runs.forEach(({ abort }) => abort());
    else if (chance < 0.67 && machine !== undefined) this.#stun(machine);
    else if (chance < 0.74) this.#stunned.shift()?.line.release();
    else if (chance < 0.85) await this.#ask();
    else if (chance < 0.88) this.#version++;
    else if (chance < 0.92) this.#broken = !this.#broken;
    if (this.#random() < 0.6) this.#start();
  }

  #stream(): string {
    return `s${this.#some(STREAMS)}`;
  }

  #some(below: number): number {
    return Math.floor(this.#random() * below);
  }

  #stun(machine: Machine): void {
    machine.line.hold();
    this.#stunned.push(machine);
  }

  async #ask(): Promise<void> {
    const scene = { store: this.#store, random: this.#random };
    await ask(scene).catch(({ code }) => assertEquals(code, "projections/not-found"));
  }

  /** About every second machine dies at some commit; some have stores that take little at a time. */
  #start(): void {
    const machine = startMachine(this.#store, {
      random: this.#random,
      ahead: this.#some(7_200_000),
    });
    let left = this.#random() < 0.5 ? Infinity : this.#some(40);
    const before = this.#random() < 0.5;
    const allowed = this.#random() < 0.3 ? 3 : Infinity;
    machine.line.onCommit = async ({ puts = [] }, send) => {
      if (puts.length > allowed) throw new LimitExceeded("commitItems", allowed, puts.length);
      if (--left > 0) return await send();
      if (!before) await send();
      machine.kill();
      return await new Promise(() => {});
    };
    this.#machines.push(machine);
    machine.run([this.#projection()], { ttl: 500 });
  }

  #projection(version = this.#version) {
    return tallies({
      version,
      wholeStreams: true,
      evolve: (view, event) => {
        if (this.#broken && event.position % 7 === 0) throw new Error("broken");
        return tally(view, event);
      },
    });
  }

  async #pass(turns: number): Promise<void> {
    for (let turn = 0; turn < turns; turn++) {
      for (const { clock } of this.#machines) clock.advance(20);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async #look(): Promise<void> {
    const reader = this.#projection().of({ store: this.#store, clock: systemClock() });
    const found = await reader.find({ limit: STREAMS });
    const now = new Map(found.items.map(({ stream, versions }) => [stream, versions.length]));
    for (const [stream, before] of this.#shown) {
      assert((now.get(stream) ?? 0) >= before, `${stream} steps back from ${before}`);
    }
    for (const { stream, versions } of found.items) {
      assertEquals(versions, versions.map((_, index) => index + 1), stream);
      this.#shown.set(stream, versions.length);
    }
  }

  /** Nothing fails any more: whatever was begun or asked for must come to its end. */
  async #recover(): Promise<void> {
    this.#broken = false;
    for (const machine of this.#machines) machine.kill();
    const last = startMachine(this.#store, { random: this.#random });
    this.#machines.push(last);
    const run = last.run([this.#projection()], { ttl: 500 });
    for (let round = 0; round < 3000 && !await this.#isDone(); round++) {
      await this.#pass(5);
      await this.#look();
    }
    run.abort();
    while (!run.isDone()) await this.#pass(5);
  }

  async #isDone(): Promise<boolean> {
    if (await this.#store.get("portico.projections", "tallies") === undefined) return false;
    const { definition, rebuild, retired } = await recordOf(this.#store);
    const checkpoint = await this.#store.get("portico.checkpoints", "tallies");
    const { position } = checkpoint?.value as { readonly position: number };
    return definition.version === this.#version && rebuild === null && retired.length === 0 &&
      position === await this.#store.head();
  }

  async #check(): Promise<void> {
    const { generation, definition, rebuild, retired } = await recordOf(this.#store);
    assertEquals([definition.version, rebuild, retired], [this.#version, null, []]);
    const reader = this.#projection().of({ store: this.#store, clock: systemClock() });
    assertEquals(await readTallies(reader), await expectedTallies(this.#store));
    for (let old = 1; old < generation; old++) {
      const { items } = await this.#store.find({ collection: `tallies@${old}`, limit: 1 });
      assertEquals(items, [], `generation ${old} is gone`);
    }
  }
}
