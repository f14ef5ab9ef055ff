/** What the tests commit. */

import type { Changes, Expectation } from "../../../application/store/store.ts";

/** Gives the append of one event to the stream of a room. */
export function lit(room: string, expect: Expectation = "any"): Changes {
  return { appends: [{ stream: room, expect, events: [{ type: "Lit", data: { room } }] }] };
}

/** Gives a lamp that is not there yet, the only one of its room. */
export function lamp(id: string, expect: Expectation = "none"): Changes {
  return { puts: [{ collection: "lamps", id, expect, value: { id }, unique: { room: id } }] };
}
