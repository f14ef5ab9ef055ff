/** L-17: ways in. */

import type { Fault } from "./fault.ts";

/** A use case has no route, and no command. */
export const fault: Fault = {
  id: "L-17",
  mistake: "Nobody can deactivate a user from outside",
  edits: [{
    file: "web/users_routes.ts",
    find: `  app.post("/users/:id/deactivation", async (c) => {`,
    replace: `  app.on("NEVER", "/users/:id/deactivation", async (c) => {`,
  }, {
    file: "adapters/cli/users_commands.ts",
    find: `group.command("deactivate")`,
    replace: `group.command("never")`,
  }],
  tests: [
    "web/users_routes_test.ts",
    "web/users_facade_test.ts",
    "adapters/cli/facades_test.ts",
  ],
};
