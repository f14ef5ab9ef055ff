/** How soon a subscription's handler is called, counted from the call of `commit`. */

import { join } from "node:path";
import { memoryStore } from "../../adapters/memory/mod.ts";
import { sqliteStore } from "../../adapters/sqlite/mod.ts";
import { randomIds, silentLog, systemClock, systemRandom } from "../../adapters/system/mod.ts";
import { runSubscriptions } from "../../application/events/run_subscriptions.ts";
import type { Store } from "../../application/store/store.ts";

/** Milliseconds from the append to the handler. */
export interface Latency {
  readonly name: string;
  readonly p50: number;
  readonly p99: number;
}

const machine = {
  clock: systemClock(),
  newId: randomIds(),
  random: systemRandom(),
  log: silentLog(),
};

const EVENTS = 500;
/** Longest pause between two events, in milliseconds: each finds the subscription waiting. */
const PAUSE = 10;

/** Measures a handler beside its writer, and one behind an instance of its own on the same file. */
export async function measureWakeUps(folder: string): Promise<readonly Latency[]> {
  await using memory = memoryStore(machine);
  await using alone = await sqliteStore(join(folder, "wake-ups-1.db"), machine);
  await using writer = await sqliteStore(join(folder, "wake-ups-2.db"), machine);
  await using reader = await sqliteStore(join(folder, "wake-ups-2.db"), machine);
  return [
    await latency("memory store", memory, memory),
    await latency("SQLite store, same instance", alone, alone),
    await latency("SQLite store, another instance", writer, reader),
  ];
}

/** Measures a subscription on one instance whose events are committed over another, or the same. */
export async function latency(name: string, writer: Store, reader: Store): Promise<Latency> {
  const stop = new AbortController();
  const appended = new Map<string, number>();
  const latencies: number[] = [];
  const done = Promise.withResolvers<void>();
  const running = runSubscriptions({ ...machine, store: reader }, [{
    name: "wake-ups",
    types: ["Rung"],
    handle: ({ id }) => {
      latencies.push(performance.now() - (appended.get(id) ?? NaN));
      if (latencies.length === EVENTS) done.resolve();
    },
  }], { signal: stop.signal });
  for (let number = 0; number < EVENTS; number++) {
    await machine.clock.sleep(PAUSE * (0.5 + machine.random() / 2));
    const id = `${name} ${number}`;
    appended.set(id, performance.now());
    const events = [{ id, type: "Rung", data: {} }];
    await writer.commit({ appends: [{ stream: `bell-${number}`, expect: "any", events }] });
  }
  await done.promise;
  stop.abort();
  await running;
  return { name, ...percentiles(latencies) };
}

/** The median, and what all but one in a hundred stay below. */
export function percentiles(values: readonly number[]): Omit<Latency, "name"> {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? NaN;
  return { p50: at(0.5), p99: at(0.99) };
}
