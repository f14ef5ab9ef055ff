/** Waiting until everything is done that follows from a command. */

import { type Outstanding, outstandingFor } from "../../application/events/outstanding.ts";
import type { Runnable } from "../../application/events/runnable.ts";
import { waitFor, type WaitPorts } from "../../application/events/wait_for.ts";
import type { Clock } from "../../application/ports.ts";
import type { Recorded, Store } from "../../application/store/store.ts";

/** The events of a command, and all that follow from them. */
export interface Cause {
  readonly correlationId: string;
  /** The position of the log after which they are. */
  readonly after: number;
}

/** Events read at once. */
const BATCH = 200;
/** Milliseconds between two looks. */
const FIRST_PAUSE = 2;
const LONGEST_PAUSE = 25;

/**
 * Waits until subscriptions have handled the events of a cause, and the events they led to, as far as
 * that can be done now. Answers whether all is done: nothing was put off, or parked.
 *
 * @throws the signal's reason when it is aborted first
 */
export async function untilFollowed(
  ports: WaitPorts,
  list: readonly Runnable[],
  cause: Cause,
  signal: AbortSignal,
): Promise<boolean> {
  let isDone = true;
  for (let { after } = cause;;) {
    const events = await eventsOf(ports.store, { ...cause, after });
    const last = events.at(-1);
    if (last === undefined) return isDone;
    for (const event of events) {
      for (const each of list) {
        const look = () => outstandingFor(ports, each, event);
        if (await untilNotNow(ports.clock, look, signal) === "later") isDone = false;
      }
    }
    after = last.position;
  }
}

/**
 * Waits until subscriptions have handled, or put off, everything up to a position.
 *
 * @throws the signal's reason when it is aborted first
 */
export async function untilHandled(
  ports: WaitPorts,
  list: readonly Runnable[],
  position: number,
  signal: AbortSignal,
): Promise<void> {
  await Promise.all(list.map((each) => waitFor(ports, each, position, { signal })));
}

/**
 * Looks again and again until there is nothing to do now; answers what is left.
 *
 * @throws the signal's reason when it is aborted first
 */
export async function untilNotNow(
  clock: Pick<Clock, "sleep">,
  look: () => Promise<Outstanding>,
  signal: AbortSignal,
): Promise<Exclude<Outstanding, "now">> {
  for (let pause = FIRST_PAUSE;; pause = Math.min(LONGEST_PAUSE, pause * 2)) {
    const outstanding = await look();
    if (outstanding !== "now") return outstanding;
    await clock.sleep(pause, signal);
    signal.throwIfAborted();
  }
}

async function eventsOf(store: Store, cause: Cause): Promise<readonly Recorded[]> {
  const found: Recorded[] = [];
  const head = await store.head();
  for (let { after } = cause; after < head;) {
    const { events, through } = await store.readLog({ after, limit: BATCH });
    const { correlationId } = cause;
    found.push(...events.filter(({ metadata }) => metadata.correlationId === correlationId));
    after = through;
  }
  return found;
}
