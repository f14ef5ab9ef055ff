/** F-9: types of messages. */

import type { Fault } from "./fault.ts";

/** Messages of a channel share a type at the broker. */
export const fault: Fault = {
  id: "F-9",
  mistake: "A broker that knows types takes them for the name of the channel",
  edits: [{
    file: "adapters/memory/message_bus.ts",
    find: "broker.put({ channel, key, type: event.type, bytes })",
    replace: "broker.put({ channel, key, type: channel, bytes })",
  }],
  tests: ["adapters/memory/message_bus_test.ts"],
};
