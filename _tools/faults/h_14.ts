/** H-14: ways in. */

import type { Fault } from "./fault.ts";

/** An operation of orders has no route, and no command. */
export const fault: Fault = {
  id: "H-14",
  mistake: "Nobody can ship an order from outside",
  edits: [{
    file: "web/order_commands_routes.ts",
    find: `  app.post("/orders/:id/shipment", async (c) => {`,
    replace: `  app.on("NEVER", "/orders/:id/shipment", async (c) => {`,
  }, {
    file: "adapters/cli/order_steps_commands.ts",
    find: `    name: "ship",`,
    replace: `    name: "never",`,
  }],
  tests: ["web/orders_facade_test.ts", "adapters/cli/facades_test.ts"],
};
