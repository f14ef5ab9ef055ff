/** A machine of a kit: what one process has, with its own clock, log and line to the store. */

import {
  type MemoryClock,
  memoryClock,
  type MemoryLog,
  memoryLog,
  sequentialIds,
} from "../memory/mod.ts";
import { drain } from "../../application/events/drain.ts";
import { runSubscriptions } from "../../application/events/run_subscriptions.ts";
import type { Runnable } from "../../application/events/runnable.ts";
import type { SubscriptionPorts } from "../../application/events/subscription.ts";
import type { Random } from "../../application/ports.ts";
import type { Store } from "../../application/store/store.ts";
import { type StoreLine, storeLine } from "./store_line.ts";

/** How a machine differs from the others. */
export interface MachineOptions {
  /** Milliseconds by which its clock is ahead of the others'. */
  readonly ahead?: number;
  /** Its chance; that of the case unless told. */
  readonly random?: Random;
}

/** How a run differs from the usual one. */
export interface MachineRunOptions {
  readonly ttl?: number;
  readonly stopWithin?: number;
}

/** Subscriptions that a machine runs. */
export interface Run {
  /** Settles as `runSubscriptions` does. */
  readonly done: Promise<void>;
  readonly isDone: () => boolean;
  /** Asks the run to stop; what is running is finished. */
  readonly abort: () => void;
}

/** A process, as far as a store can tell. */
export interface Machine {
  readonly ports: SubscriptionPorts;
  readonly clock: MemoryClock;
  readonly log: MemoryLog;
  readonly line: StoreLine;
  readonly runs: readonly Run[];
  readonly isKilled: () => boolean;
  /** Runs subscriptions until they are stopped, or the machine is killed. */
  readonly run: (list: readonly Runnable[], options?: MachineRunOptions) => Run;
  readonly drain: (list: readonly Runnable[]) => Promise<void>;
  /** Lets the machine stop dead, in the middle of whatever it does. */
  readonly kill: () => void;
}

/** Milliseconds since 1970 at which the machines' clocks begin. */
const START = Date.UTC(2026, 0, 1);
let machines = 0;

/** Sets up a machine at a store. */
export function startMachine(
  store: Store,
  { ahead = 0, random }: MachineOptions & { readonly random: Random },
): Machine {
  const clock = memoryClock(START + ahead);
  const log = memoryLog();
  const line = storeLine(store);
  const newId = sequentialIds(`machine${++machines}-`);
  const ports = { store: line.store, clock, log, random, newId };
  const runs: Run[] = [];
  let killed = false;

  function run(list: readonly Runnable[], options: MachineRunOptions = {}): Run {
    const stop = new AbortController();
    let isDone = false;
    const done = runSubscriptions(ports, list, { ...options, signal: stop.signal })
      .finally(() => {
        isDone = true;
      });
    // A case that expects the run to fail looks at it later.
    done.catch(() => {});
    const started = { done, isDone: () => isDone, abort: () => stop.abort() };
    runs.push(started);
    return started;
  }

  return {
    ports,
    clock,
    log,
    line,
    runs,
    run,
    isKilled: () => killed,
    drain: (list) => drain(ports, list),
    kill: () => {
      killed = true;
      line.cut();
    },
  };
}
