/** What runs beside everything else of a process: subscriptions, and consumers of the message bus. */

import type { Application } from "../adapters/composition/application.ts";
import { runSubscriptions } from "../application/events/run_subscriptions.ts";
import { consume } from "../application/messaging/consume.ts";
import { moveReactions } from "../application/messaging/reaction_turns.ts";

/** Subscriptions and consumers at work. */
export interface RunningSubscriptions {
  /** Rejects when they cannot be run. */
  readonly failure: Promise<never>;
  /** Starts nothing new and resolves when what runs is finished. */
  readonly stop: () => Promise<void>;
}

/** Runs the subscriptions and consumers of an application until they are stopped. */
export function startSubscriptions(application: Application): RunningSubscriptions {
  const stopped = new AbortController();
  const failure = Promise.withResolvers<never>();
  // Whoever waits sees it; whoever stops them does not.
  failure.promise.catch(() => {});
  const done = runAll(application, stopped.signal).catch(failure.reject);
  return {
    failure: failure.promise,
    stop: async () => {
      stopped.abort();
      await done;
    },
  };
}

async function runAll(
  { ports, subscriptions, messaging, reactions }: Application,
  signal: AbortSignal,
): Promise<void> {
  await moveReactions(ports, reactions.names, reactions.way);
  await Promise.all([
    runSubscriptions(ports, subscriptions, { signal }),
    messaging && consume({ ...ports, bus: messaging.bus }, messaging.consumers, { signal }),
  ]);
}
