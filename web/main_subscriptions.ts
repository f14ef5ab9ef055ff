/** Subscriptions that run beside everything else of a process. */

import type { Application } from "../adapters/composition/application.ts";
import { runSubscriptions } from "../application/events/run_subscriptions.ts";

/** Subscriptions at work. */
export interface RunningSubscriptions {
  /** Rejects when they cannot be run. */
  readonly failure: Promise<never>;
  /** Starts nothing new and resolves when what runs is finished. */
  readonly stop: () => Promise<void>;
}

/** Runs the subscriptions of an application until they are stopped. */
export function startSubscriptions({ ports, subscriptions }: Application): RunningSubscriptions {
  const stopped = new AbortController();
  const failure = Promise.withResolvers<never>();
  // Whoever waits sees it; whoever stops them does not.
  failure.promise.catch(() => {});
  const done = runSubscriptions(ports, subscriptions, { signal: stopped.signal })
    .catch(failure.reject);
  return {
    failure: failure.promise,
    stop: async () => {
      stopped.abort();
      await done;
    },
  };
}
