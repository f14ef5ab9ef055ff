/** L-17: routes. */

import type { Fault } from "./fault.ts";

/** A use case has no route. */
export const fault: Fault = {
  id: "L-17",
  mistake: "Nobody can deactivate a user from outside",
  edits: [{
    file: "web/users_routes.ts",
    find: `  app.post("/users/:id/deactivation", async (c) => {`,
    replace: `  app.on("NEVER", "/users/:id/deactivation", async (c) => {`,
  }],
  tests: ["web/users_routes_test.ts", "web/users_facade_test.ts"],
};
