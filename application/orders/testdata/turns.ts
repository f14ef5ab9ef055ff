/** Time that passes by hand, for subscriptions that run. */

import { assert } from "@std/assert";
import { setImmediate } from "node:timers";
import { runSubscriptions } from "../../events/run_subscriptions.ts";
import type { OrdersRoom } from "./orders_room.ts";

/** Lets everything happen that needs no time, until something is so. */
export async function inNoTime(holds: () => Promise<boolean>): Promise<void> {
  await eventually(holds, () => {});
}

/** Lets time pass until something is so. */
export async function inTime({ clock }: OrdersRoom, holds: () => Promise<boolean>): Promise<void> {
  await eventually(holds, () => clock.advance(500));
}

/** Runs the subscriptions of a room until it is disposed of. */
export function running(room: OrdersRoom): AsyncDisposable {
  const stop = new AbortController();
  let isOver = false;
  const run = runSubscriptions(room.machinery, room.subscriptions, { signal: stop.signal })
    .finally(() => isOver = true);
  return {
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await inTime(room, () => Promise.resolve(isOver));
      await run;
    },
  };
}

/** Turns of the event loop in which something must come about. */
const MOST_TURNS = 5_000;

async function eventually(holds: () => Promise<boolean>, tick: () => void): Promise<void> {
  for (let n = 0; n < MOST_TURNS; n++) {
    if (await holds()) return;
    tick();
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert(await holds(), "it comes about");
}
