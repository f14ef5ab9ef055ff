/** E-11: schema versions. */

import type { Fault } from "./fault.ts";

/** Old events are read as if they were new. */
export const fault: Fault = {
  id: "E-11",
  mistake: "An event of an older shape is not brought up to date",
  edits: [{
    file: "application/events/codec.ts",
    find: "readAs(schema, version, event.data)",
    replace: "readAs(schema, schema.version, event.data)",
  }],
  tests: ["application/events/codec_test.ts"],
};
