/** Reading your own writes: waiting until a subscription has seen them. */

import type { Clock } from "../ports.ts";
import type { Store } from "../store/store.ts";
import type { Subscription } from "./subscription.ts";
import { type Checkpoint, CHECKPOINTS, readRecord } from "./subscription_records.ts";

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
    clear = await passOthers(store, types, clear, position);
    if (clear >= position) return;
    await clock.sleep(pause, signal);
    pause = Math.min(LONGEST_PAUSE, pause * 2);
  }
}

/** Moves past the positions that hold no event of the types; there the checkpoint may lag. */
async function passOthers(
  store: Store,
  types: Subscription["types"],
  from: number,
  to: number,
): Promise<number> {
  if (types === "*") return from;
  for (let after = from; after < to;) {
    const { events: [event], through } = await store.readLog({ after, limit: 1, types });
    if (event !== undefined) return Math.min(to, event.position - 1);
    if (through === after) return after;
    after = through;
  }
  return to;
}
