/** Reading your own writes: waiting until a subscription has seen them. */

import type { Clock } from "../ports.ts";
import type { Store } from "../store/store.ts";
import type { Subscription } from "./subscription.ts";
import {
  type Checkpoint,
  CHECKPOINTS,
  doneCollection,
  type Pending,
  pendingCollection,
  positionId,
  readRecord,
} from "./subscription_records.ts";

/** What waiting stands on. */
export interface WaitPorts {
  readonly store: Store;
  readonly clock: Clock;
}

/** Milliseconds between two looks at a checkpoint. */
const FIRST_PAUSE = 1;
const LONGEST_PAUSE = 25;

/**
 * Waits until a subscription has handled everything of its types up to a position. Events that were
 * parked, or wait for another attempt, count as handled: they may never be.
 *
 * @throws the signal's reason when it is aborted first
 */
export async function waitFor(
  ports: WaitPorts,
  subscription: Pick<Subscription, "name" | "types">,
  position: number,
  options: { readonly signal: AbortSignal },
): Promise<void> {
  await waitUntilPassed(ports, subscription, position, options);
  const { signal } = options;
  while (await isBeingHandled(ports.store, subscription, position)) {
    await ports.clock.sleep(LONGEST_PAUSE, signal);
    signal.throwIfAborted();
  }
}

/**
 * Waits until every event of a subscription's types up to a position is done, or has a record of its
 * own.
 *
 * @throws the signal's reason when it is aborted first
 */
export async function waitUntilPassed(
  { store, clock }: WaitPorts,
  { name, types }: Pick<Subscription, "name" | "types">,
  position: number,
  { signal }: { readonly signal: AbortSignal },
): Promise<void> {
  let pause = FIRST_PAUSE;
  let clear = 0;
  for (;;) {
    signal.throwIfAborted();
    const checkpoint = await readRecord<Checkpoint>(store, CHECKPOINTS, name);
    clear = Math.max(clear, checkpoint?.value.position ?? 0);
    clear = await passDone(store, { name, types }, clear, position);
    if (clear >= position) return;
    await clock.sleep(pause, signal);
    pause = Math.min(LONGEST_PAUSE, pause * 2);
  }
}

/**
 * Moves past what the checkpoint has yet to pass, but nothing need be waited for: positions that hold
 * no event of the types, and events that were done ahead of others.
 */
async function passDone(
  store: Store,
  { name, types }: Pick<Subscription, "name" | "types">,
  from: number,
  to: number,
): Promise<number> {
  const ofTypes = types === "*" ? {} : { types };
  for (let after = from; after < to;) {
    const { events: [event], through } = await store.readLog({ after, limit: 1, ...ofTypes });
    if (event !== undefined && event.position <= to) {
      const mark = await store.get(doneCollection(name), positionId(event.position));
      if (mark === undefined) return event.position - 1;
    } else if (through === after) return after;
    after = through;
  }
  return to;
}

/** Whether the checkpoint has passed an event up to a position that was not yet tried to the end. */
async function isBeingHandled(
  store: Store,
  { name }: Pick<Subscription, "name">,
  position: number,
): Promise<boolean> {
  const collection = pendingCollection(name);
  const by = { index: "turn", equal: "first" } as const;
  const { items: [oldest] } = await store.find({ collection, by, limit: 1 });
  return oldest !== undefined && (oldest.value as Pending).position <= position;
}
