/** E-1: repeated commands. */

import type { Fault } from "./fault.ts";

/** The id of a command is only written down. */
export const fault: Fault = {
  id: "E-1",
  mistake: "A command that comes again under its id is handled again",
  edits: [{
    file: "application/events/handle.ts",
    find: "idempotency: commandId === undefined ? undefined : {",
    replace: "idempotency: commandId !== null ? undefined : {",
  }],
  tests: ["application/events/handle_test.ts"],
};
