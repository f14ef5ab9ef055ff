/** Running subscriptions once, to the end of the log. */

import { leadAndRun } from "./run_subscriptions.ts";
import { openAll, type Runnable } from "./runnable.ts";
import type { SubscriptionPorts } from "./subscription.ts";

/** How long a drain waits for others. */
export interface DrainOptions {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds without a sign of life after which another process's run is taken over; 5000 unless told. */
  readonly ttl?: number | undefined;
}

/**
 * Handles every event there is, and those that follow from it, until nothing is left that can be
 * done now: attempts that are not yet due, and dead letters, stay where they are.
 *
 * @throws {InvalidSubscription | SubscriptionTypesGrown} before anything is run
 * @throws {SubscriptionHalted | RebuildHalted | EventFromTheFuture | ProjectionOutdated}
 */
export async function drain(
  ports: SubscriptionPorts,
  list: readonly Runnable[],
  { signal = new AbortController().signal, ttl = 5000 }: DrainOptions = {},
): Promise<void> {
  const all = await openAll(ports, list);
  const owner = ports.newId();
  let before = -1;
  for (let head = await ports.store.head(); head !== before; head = await ports.store.head()) {
    before = head;
    for (const runner of all) {
      await leadAndRun(ports, runner, owner, { signal, ttl, stopWithin: 10_000, once: true });
    }
  }
}
