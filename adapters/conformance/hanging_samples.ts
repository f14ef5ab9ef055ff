/** Handlers that hang, and enough behind them that they must be passed. */

import { subscriptionStatus } from "../../application/events/subscription_status.ts";
import type { Machine } from "./machine.ts";
import type { Committed, Put } from "../../application/store/store.ts";
import type { OnCommit } from "./store_line.ts";
import type { Scene } from "./subscription_case.ts";
import { crowd, emit, keeper, type Recorder, recorder } from "./subscription_samples.ts";

/** A recorder whose stream `a` hangs until it is let go. */
export function hanging(): Recorder & { readonly letGo: () => void } {
  const stop = Promise.withResolvers<void>();
  const { handle, calls, places } = recorder(({ event, context }) =>
    event.stream === "a" && context.attempt === 1 ? stop.promise : undefined
  );
  return { handle, calls, places, letGo: () => stop.resolve() };
}

/** Whether the checkpoint has passed a position. */
export async function hasPassed({ store }: Scene, position: number): Promise<boolean> {
  return (await subscriptionStatus(store)).some((status) => status.position >= position);
}

/** How many events have a record that is not dead. */
export async function waitingEvents({ store }: Scene): Promise<number> {
  const [status] = await subscriptionStatus(store);
  return status?.waiting ?? 0;
}

/** Appends `a1` and `a2`, and enough behind them that they must be passed. */
export async function crowdBehind(scene: Scene): Promise<void> {
  await emit(scene.store, "a", "a");
  await crowd(scene.store);
  await emit(scene.store, "b");
}

/** Runs a subscription until both of stream `a` were passed. */
export async function passBoth(scene: Scene, handle: Recorder["handle"]): Promise<Machine> {
  await crowdBehind(scene);
  const machine = await scene.machine();
  machine.run([keeper({ handle, concurrency: 2, retry: { firstDelay: 200 } })], {
    ttl: 500,
    stopWithin: 100,
  });
  await scene.eventually("both were passed", () => hasPassed(scene, 3));
  return machine;
}

/** Stands between a machine and the commits that say that an attempt has started. */
export function onStarting(then: (send: () => Promise<Committed>) => Promise<Committed>): OnCommit {
  return (changes, send) => changes.puts?.some(isStart) ? then(send) : send();
}

function isStart({ value }: Put): boolean {
  return typeof value === "object" && value !== null && "state" in value &&
    value.state === "started";
}

/** Holds up the commit of an effect of the sample, until it is released. */
export function holdEffectOf(
  { line }: Machine,
  stream: string,
): { readonly reached: Promise<void>; readonly release: () => void } {
  const [reached, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  line.onCommit = async ({ puts }, send) => {
    if (puts?.some(({ collection, id }) => collection === "effects" && id === stream)) {
      reached.resolve();
      await gate.promise;
    }
    return await send();
  };
  return { reached: reached.promise, release: () => gate.resolve() };
}
