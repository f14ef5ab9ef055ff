/** E-15: snapshots. */

import type { Fault } from "./fault.ts";

/** Whatever was stored as a snapshot is believed. */
export const fault: Fault = {
  id: "E-15",
  mistake: "A snapshot is not held against the stream",
  edits: [{
    file: "application/events/stream_state.ts",
    find: "at?.id === base.eventId && at?.version === base.version",
    replace: "true",
  }],
  tests: ["application/events/state_sources_test.ts"],
};
