/** Running subscriptions for as long as the application lives. */

import { isDomainError } from "../../domain/kernel/errors.ts";
import { isFromTheFuture } from "./generation_run.ts";
import { isHalt, noteHalt } from "./halting.ts";
import { isFenceLost, lead } from "./leadership.ts";
import { openAll, type Runnable, type Runner } from "./runnable.ts";
import type { SubscriptionPorts } from "./subscription.ts";

/** How subscriptions are run. */
export interface RunOptions {
  /** Ends the run: nothing new starts, what runs is finished. */
  readonly signal: AbortSignal;
  /** Milliseconds without a sign of life after which another process takes over; 5000 unless told. */
  readonly ttl?: number | undefined;
  /** Milliseconds that handlers get to finish after the abort; 10,000 unless told. */
  readonly stopWithin?: number | undefined;
}

/** Milliseconds before a run that ended in trouble begins again. */
const PAUSE = 1000;

/**
 * Runs subscriptions and projections until the signal is aborted. Of all processes that run one of a
 * name on one store, one handles events and the others stand by. Failures of handlers are logged,
 * tried again and parked; they never end the run.
 *
 * @throws {InvalidSubscription | SubscriptionTypesGrown} before anything is run
 *
 * @example
 * ```ts
 * import { runSubscriptions, subscription } from "@portico/core";
 * import { memoryStore } from "@portico/core/memory";
 * import { randomIds, silentLog, systemClock, systemRandom } from "@portico/core/system";
 *
 * const clock = systemClock();
 * const newId = randomIds();
 * await using store = memoryStore({ clock, newId });
 * const stop = new AbortController();
 * const running = runSubscriptions(
 *   { store, clock, newId, random: systemRandom(), log: silentLog() },
 *   [subscription({ name: "lamps", types: ["LampLit"], handle: () => stop.abort() })],
 *   { signal: stop.signal },
 * );
 * await store.commit({
 *   appends: [{ stream: "lamp-1", expect: "none", events: [{ type: "LampLit", data: {} }] }],
 * });
 * await running;
 * ```
 */
export async function runSubscriptions(
  ports: SubscriptionPorts,
  list: readonly Runnable[],
  { signal, ttl = 5000, stopWithin = 10_000 }: RunOptions,
): Promise<void> {
  const all = await openAll(ports, list);
  await Promise.all(
    all.map((runner) => keepRunning(ports, runner, { signal, ttl, stopWithin })),
  );
}

async function keepRunning(
  ports: SubscriptionPorts,
  runner: Runner,
  options: Required<RunOptions> & { readonly ttl: number; readonly stopWithin: number },
): Promise<void> {
  const { signal, ttl } = options;
  const owner = ports.newId();
  let halted = false;
  while (!signal.aborted) {
    try {
      if (halted && !await runner.revived(signal)) return;
      halted = false;
      await leadAndRun(ports, runner, owner, { ...options, once: false });
    } catch (error) {
      const { log, clock, random } = ports;
      const code = isDomainError(error) ? error.code : undefined;
      const data = { subscription: runner.name, error };
      if (code === "store/closed") return log.warn("a subscription ended with its store", data);
      log.error("the run of a subscription ended in trouble", data);
      if (code === "subscriptions/halted" || code === "projections/rebuild-halted") {
        halted = true;
        continue;
      }
      // Who is newer gets the time to take over.
      const isOld = isFromTheFuture(error) || code === "projections/outdated";
      const pause = isOld ? 4 * ttl : PAUSE;
      await clock.sleep(pause * (0.5 + random()), signal);
    }
  }
}

/** How one turn at leading ends. */
export interface LeadOptions {
  readonly signal: AbortSignal;
  readonly ttl: number;
  readonly stopWithin: number;
  readonly once: boolean;
}

/**
 * Waits for the leadership, runs a session, and releases it. A take-over by another process ends
 * the session without an error.
 */
export async function leadAndRun(
  ports: SubscriptionPorts,
  runner: Runner,
  owner: string,
  options: LeadOptions,
): Promise<void> {
  const { signal, ttl } = options;
  const leadership = await lead(ports, runner.name, { owner, ttl }, signal);
  if (leadership === undefined) return;
  const session = new AbortController();
  const released = new AbortController();
  const end = () => session.abort();
  signal.addEventListener("abort", end, { once: true });
  if (signal.aborted) end();
  // Without a heartbeat there is no fence any more, and nothing left to lead.
  const beating = leadership.beat(released.signal).then(end);
  try {
    await runner.run(leadership, { ...options, signal: session.signal });
  } catch (error) {
    if (isHalt(error)) await noteHalt(ports.store, leadership.fence, error);
    if (!isFenceLost(error, leadership.fence)) throw error;
    ports.log.info("another process has taken over", { subscription: runner.name });
  } finally {
    released.abort();
    signal.removeEventListener("abort", end);
    await beating;
    await leadership.release();
  }
}
