/** What the tests commit, and how they see what came of it. */

import type { Changes, Expectation } from "../../../application/store/store.ts";

/** Gives the append of one event to the stream of a room. */
export function lit(room: string, expect: Expectation = "any"): Changes {
  return { appends: [{ stream: room, expect, events: [{ type: "Lit", data: { room } }] }] };
}

/** Waits for all: `"done"`, or the name of the error, for each. */
export function settle(promises: readonly Promise<unknown>[]): Promise<readonly string[]> {
  return Promise.all(
    promises.map((promise) => promise.then(() => "done", (error) => error.constructor.name)),
  );
}
