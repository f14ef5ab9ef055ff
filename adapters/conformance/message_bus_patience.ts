/** Waiting, in the message bus kit: for as long as it is told to, and no longer. */

import assert from "node:assert/strict";
import type { MessageBus } from "../../application/messaging/message_bus.ts";
import { pause, within } from "./assertions.ts";
import type { Inbox } from "./message_bus_inbox.ts";

/** Waits of a limited length. */
export interface Patience {
  readonly within: <Value>(what: string, promise: PromiseLike<Value>) => Promise<Value>;
  /** Waits until something holds. */
  readonly eventually: (what: string, holds: () => boolean | Promise<boolean>) => Promise<void>;
  /** Waits until every one of these ids was taken at one of the inboxes. */
  readonly untilTaken: (ids: readonly string[], ...inboxes: readonly Inbox[]) => Promise<void>;
  /** Waits until a group has finished all that was published for it. */
  readonly untilFinished: (bus: MessageBus, group: string) => Promise<void>;
}

/** How long anything may take unless told, in milliseconds, a take-over included. */
export const LONGEST_WAIT = 30_000;

/** Sets how long anything may take, in milliseconds. */
export function patience(longest = LONGEST_WAIT): Patience {
  async function eventually(what: string, holds: () => boolean | Promise<boolean>) {
    const deadline = performance.now() + longest;
    while (!await holds()) {
      if (performance.now() > deadline) assert.fail(`${what}: not within ${longest} ms`);
      await pause(5);
    }
  }

  async function untilTaken(ids: readonly string[], ...inboxes: readonly Inbox[]) {
    const missing = () => {
      const taken = new Set(inboxes.flatMap(({ taken }) => taken));
      return ids.filter((id) => !taken.has(id));
    };
    await eventually("Every message is taken", () => missing().length === 0).catch((error) => {
      assert.deepEqual(missing(), [], "Messages that were never taken");
      throw error;
    });
  }

  return {
    within: (what, promise) => within(longest, what, promise),
    eventually,
    untilTaken,
    untilFinished: (bus, group) =>
      eventually(`Nothing is left for ${group}`, async () => {
        const found = (await bus.groups()).find((each) => each.group === group);
        return found?.waiting === 0;
      }),
  };
}
