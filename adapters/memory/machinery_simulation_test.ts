import { assert, assertEquals } from "@std/assert";
import { setImmediate } from "node:timers";
import { type Machine, startMachine } from "../conformance/machine.ts";
import { deadLetters } from "../../application/events/dead_letters.ts";
import type { Subscription } from "../../application/events/subscription.ts";
import type { Random } from "../../application/ports.ts";
import type { Store } from "../../application/store/store.ts";
import { randomIds, systemClock } from "../system/mod.ts";
import { memoryStore, seededRandom } from "./mod.ts";

const STREAMS = 20;
const EVENTS = 400;
const SEEDS = 20;

Deno.test("a subscription that is killed, repaired and restarted at random loses and repeats nothing", async () => {
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

/** One store, a machine or several, an operator, and chance. */
class Simulation {
  readonly #random: Random;
  readonly #store: Store = memoryStore({ clock: systemClock(), newId: randomIds() });
  /** Streams whose next failure is for good, decided by event: the same however often it is tried. */
  readonly #poisonous = new Set<string>();
  #machine: Machine | undefined;
  /** Machines that stopped in the middle of something, and may wake up and go on. */
  readonly #stunned: Machine[] = [];
  /** Machines that woke up again. */
  readonly #awake: Machine[] = [];
  #emitted = 0;
  #repaired = false;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
  }

  async run(): Promise<void> {
    for (let step = 0; this.#emitted < EVENTS; step++) {
      await this.#act();
      await this.#pass(1 + Math.floor(this.#random() * 10));
    }
    await this.#recover();
    await this.#check();
  }

  async #act(): Promise<void> {
    const chance = this.#random();
    if (chance < 0.5) await this.#emit(Math.floor(this.#random() * 5));
    else if (chance < 0.55) this.#machine?.kill();
    else if (chance < 0.58) this.#machine?.runs.forEach(({ abort }) => abort());
    else if (chance < 0.65) await this.#operate();
    else if (chance < 0.68) this.#stun();
    else if (chance < 0.75) this.#wake();
    else if (chance < 0.77) await this.#crowd();
    this.#ensureMachine();
  }

  #stun(): void {
    if (this.#machine === undefined) return;
    this.#machine.line.hold();
    this.#stunned.push(this.#machine);
    this.#machine = undefined;
  }

  #wake(): void {
    const machine = this.#stunned.shift();
    if (machine === undefined) return;
    machine.line.release();
    this.#awake.push(machine);
  }

  async #emit(count: number): Promise<void> {
    for (let n = 0; n < count && this.#emitted < EVENTS; n++) {
      const stream = `s${Math.floor(this.#random() * STREAMS)}`;
      const events = [{ type: "Counted", data: ++this.#emitted }];
      await this.#store.commit({ appends: [{ stream, expect: "any", events }] });
    }
  }

  /** So much of what the subscription does not want that whatever hangs before it is in the way. */
  async #crowd(): Promise<void> {
    const events = Array.from({ length: 600 }, () => ({ type: "Other", data: {} }));
    await this.#store.commit({ appends: [{ stream: "crowd", expect: "any", events }] });
  }

  #ensureMachine(): void {
    const machine = this.#machine;
    if (
      machine !== undefined && !machine.isKilled() && !machine.runs.some(({ isDone }) => isDone())
    ) {
      return;
    }
    const ahead = Math.floor(this.#random() * 7_200_000);
    this.#machine = startMachine(this.#store, { random: this.#random, ahead });
    this.#killAtSomeCommit(this.#machine);
    this.#machine.run([this.#subscription()], { ttl: 500, stopWithin: 200 });
  }

  /** Before it or after it; about every second machine lives for long. */
  #killAtSomeCommit(machine: Machine): void {
    let left = this.#random() < 0.5 ? Infinity : Math.floor(this.#random() * 60);
    const before = this.#random() < 0.5;
    machine.line.onCommit = async (_, send) => {
      if (this.#repaired || --left > 0) return await send();
      if (!before) await send();
      machine.kill();
      return await new Promise(() => {});
    };
  }

  #subscription(): Subscription {
    return {
      name: "keeper",
      types: ["Counted"],
      concurrency: 4,
      retry: { attempts: 4, firstDelay: 100, longestDelay: 1000 },
      timeout: 1000,
      handle: async (event, { tx }) => {
        const at = `${event.stream}/${event.version}`;
        const before = await tx.get("effects", event.stream);
        const versions = Array.isArray(before?.value) ? before.value : [];
        await this.#misfortune(at);
        tx.put({ collection: "effects", id: event.stream, value: [...versions, event.version] });
        if (this.#random() < 0.5) tx.append("echoes", [{ type: "Echoed", data: at }]);
        if (this.#random() < 0.1) await this.#misfortune(at);
      },
    };
  }

  async #misfortune(at: string): Promise<void> {
    if (this.#repaired) return;
    const chance = this.#random();
    if (chance < 0.02) this.#poisonous.add(at);
    if (this.#poisonous.has(at)) throw Object.assign(new Error("never"), { permanent: true });
    if (chance < 0.15) throw new Error("not now");
    if (chance < 0.16) this.#machine?.kill();
    if (chance < 0.17) await new Promise(() => {});
    if (chance < 0.19) await this.#machine?.clock.sleep(this.#random() * 900);
    if (chance < 0.3) await this.#store.head();
  }

  async #operate(): Promise<void> {
    const letters = deadLetters({ store: this.#store, clock: systemClock(), random: this.#random });
    const { items } = await letters.list({ limit: 50 });
    const letter = items[Math.floor(this.#random() * items.length)];
    if (letter === undefined) return;
    this.#poisonous.clear();
    if (this.#random() < 0.3) await letters.redriveAll("keeper", "operator");
    else await letters.redrive(letter.id, "operator").catch(() => {});
  }

  async #pass(turns: number): Promise<void> {
    for (let turn = 0; turn < turns; turn++) {
      for (const { clock } of [...this.#stunned, ...this.#awake]) clock.advance(20);
      this.#machine?.clock.advance(20);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** Nothing fails any more: whatever is dead is redriven, and all must come to its end. */
  async #recover(): Promise<void> {
    this.#repaired = true;
    const letters = deadLetters({ store: this.#store, clock: systemClock(), random: this.#random });
    for (let round = 0; round < 3000; round++) {
      this.#ensureMachine();
      await this.#pass(5);
      await letters.redriveAll("keeper", "operator");
      if (await this.#countEffects() === EVENTS) break;
    }
    while (this.#stunned.length > 0) this.#wake();
    await this.#pass(200);
    for (const { runs } of this.#awake) runs.forEach(({ abort }) => abort());
    this.#machine?.runs.forEach(({ abort }) => abort());
    await this.#pass(200);
  }

  async #countEffects(): Promise<number> {
    const { items } = await this.#store.find({ collection: "effects", limit: STREAMS });
    return items.reduce((sum, { value }) => sum + (Array.isArray(value) ? value.length : 0), 0);
  }

  async #check(): Promise<void> {
    for (let n = 0; n < STREAMS; n++) {
      const events = await this.#store.readStream(`s${n}`);
      const effects = await this.#store.get("effects", `s${n}`);
      assertEquals(effects?.value ?? [], events.map(({ version }) => version), `stream s${n}`);
    }
    const echoes = (await this.#store.readStream("echoes")).map(({ data }) => data);
    assertEquals(new Set(echoes).size, echoes.length, "no echo twice");
    const left = await this.#store.find({ collection: "portico.pending.keeper", limit: 10 });
    assertEquals(left.items, [], "nothing is pending any more");
    const checkpoint = await this.#store.get("portico.checkpoints", "keeper");
    const { position } = checkpoint?.value as { readonly position: number };
    assert(position >= EVENTS, `the checkpoint is at ${position}`);
    const marks = await this.#store.find({ collection: "portico.done.keeper", limit: 10 });
    assertEquals(marks.items, [], "no mark is left");
  }
}
