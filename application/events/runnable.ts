/** What can be run by name: subscriptions and projections. */

import type { Leadership } from "./leadership.ts";
import { openProjection, requireUsable } from "./open_projection.ts";
import { openSubscription } from "./open_subscription.ts";
import type { Projection } from "./projection.ts";
import { untilRebuildAsked } from "./projection_rebuild.ts";
import { runProjection } from "./projection_session.ts";
import { runSession, type SessionOptions } from "./session.ts";
import {
  InvalidSubscription,
  settingsOf,
  type Subscription,
  type SubscriptionPorts,
} from "./subscription.ts";

/** Something that follows the log. */
export type Runnable = Subscription | Projection<unknown> | CustomRunnable;

/** Something that follows the log in a way of its own. */
export interface CustomRunnable {
  readonly name: string;
  /** Which events it follows. */
  readonly types: Subscription["types"];
  /** @throws {InvalidSubscription} */
  readonly runner: (ports: SubscriptionPorts) => Runner;
}

/** Something valid that follows the log, as whoever runs it needs it. */
export interface Runner {
  readonly name: string;
  /** Gives it its records. */
  readonly open: () => Promise<void>;
  /** Runs until the signal is aborted, under the leadership's fence. */
  readonly run: (leadership: Leadership, options: SessionOptions) => Promise<void>;
  /** After a halt: answers, once it is known, whether running again may help. */
  readonly revived: (signal: AbortSignal) => Promise<boolean>;
}

/**
 * Validates all, and gives each its records, before any of them is run.
 *
 * @throws {InvalidSubscription | SubscriptionTypesGrown}
 */
export async function openAll(
  ports: SubscriptionPorts,
  list: readonly Runnable[],
): Promise<readonly Runner[]> {
  const runners = list.map((item) => runnerOf(ports, item));
  const twice = runners.find(({ name }, index) =>
    runners.findIndex((other) => other.name === name) < index
  );
  if (twice !== undefined) throw new InvalidSubscription(`Cannot run "${twice.name}" twice`);
  for (const { open } of runners) await open();
  return runners;
}

function runnerOf(ports: SubscriptionPorts, item: Runnable): Runner {
  if ("runner" in item) return item.runner(ports);
  return "handle" in item ? subscriptionRunner(ports, item) : projectionRunner(ports, item);
}

function subscriptionRunner(ports: SubscriptionPorts, subscription: Subscription): Runner {
  const settings = settingsOf(subscription);
  return {
    name: settings.name,
    open: () => openSubscription(ports.store, settings),
    run: (leadership, options) => runSession(ports, settings, leadership, options),
    revived: () => Promise.resolve(false),
  };
}

function projectionRunner(ports: SubscriptionPorts, projection: Projection<unknown>): Runner {
  requireUsable(projection);
  return {
    name: projection.name,
    open: () => openProjection(ports.store, projection),
    run: (leadership, options) => runProjection(ports, projection, leadership, options),
    revived: (signal) => untilRebuildAsked(ports.store, projection.name, signal),
  };
}
