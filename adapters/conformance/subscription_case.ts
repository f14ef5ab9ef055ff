/** One case of the Subscription kit, and the scene it plays in: machines around one store. */

import assert from "node:assert/strict";
import { setImmediate } from "node:timers";
import type { Random } from "../../application/ports.ts";
import type { Store } from "../../application/store/store.ts";
import { pause, within } from "./assertions.ts";
import { type Machine, type MachineOptions, type Run, startMachine } from "./machine.ts";
import type { StoreRoom } from "./store_case.ts";
import type { StoreCapabilities } from "./store_place.ts";

/** A case of the kit, with its number in the list of cases. */
export interface SubscriptionCase {
  readonly number: number;
  readonly does: string;
  readonly run: (scene: Scene) => Promise<void>;
}

/** What may come about, now or later. */
export type Condition = () => boolean | Promise<boolean>;

/** What a case works with. Whatever it starts is stopped at its end. */
export interface Scene {
  /** The store as it is, for what the case itself does and looks at. */
  readonly store: Store;
  readonly random: Random;
  /** Starts a machine; every second one has another instance, if the technology can. */
  readonly machine: (options?: MachineOptions) => Promise<Machine>;
  /** Waits until something has come about, and lets the machines' clocks go on by `step` meanwhile. */
  readonly eventually: (what: string, condition: Condition, step?: number) => Promise<void>;
  /** Lets the machines' clocks go on, in steps of 10 milliseconds unless told. */
  readonly pass: (ms: number, step?: number) => Promise<void>;
  /** Stops a run and waits for its end. */
  readonly stop: (run: Run, step?: number) => Promise<void>;
}

/** Longest that anything may take to come about, in milliseconds. */
const PATIENCE = 20_000;

/** Plays a case, and stops its machines whether it passes or not. */
export async function playCase(
  { run }: SubscriptionCase,
  room: StoreRoom,
  capabilities: StoreCapabilities,
): Promise<void> {
  const machines: Machine[] = [];
  let other: Promise<Store> | undefined;
  const alive = () => machines.filter((machine) => !machine.isKilled());
  const tick = async (step: number) => {
    for (const { clock } of alive()) clock.advance(step);
    // Time passes at the pace of the store: what is due gets to do something before more time passes.
    if (step === 0) await pause(1);
    else await Promise.all([room.store.head(), nextTurn()]);
  };

  async function eventually(what: string, condition: Condition, step = 0): Promise<void> {
    const deadline = Date.now() + PATIENCE;
    while (!await condition()) {
      if (Date.now() > deadline) throw new assert.AssertionError({ message: `Never: ${what}` });
      await tick(step);
    }
  }

  async function stop(run: Run, step = 10): Promise<void> {
    run.abort();
    await eventually("the run has ended", run.isDone, step);
    await run.done;
  }

  const scene: Scene = {
    store: room.store,
    random: room.random,
    machine: async (options = {}) => {
      const atOther = machines.length % 2 === 1 && capabilities.twoInstances === true;
      const store = atOther ? await (other ??= room.another()) : room.store;
      const machine = startMachine(store, { random: room.random, ...options });
      machines.push(machine);
      return machine;
    },
    eventually,
    stop,
    pass: async (ms, step = 10) => {
      for (let left = ms; left > 0; left -= step) await tick(Math.min(step, left));
    },
  };
  try {
    await run(scene);
  } finally {
    await within(PATIENCE, "Stopping the machines", stopAll(machines));
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

async function stopAll(machines: readonly Machine[]): Promise<void> {
  for (const machine of machines.filter(({ isKilled }) => !isKilled())) {
    machine.line.release();
    for (const run of machine.runs) run.abort();
    while (!machine.isKilled() && !machine.runs.every(({ isDone }) => isDone())) {
      machine.clock.advance(1000);
      await nextTurn();
    }
  }
}
