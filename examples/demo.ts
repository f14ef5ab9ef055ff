/** Runs demos by name: `deno task demo registration`, or `deno task demo all`. */

import { accounts } from "./demos/accounts.ts";
import { catalog } from "./demos/catalog.ts";
import type { Demo } from "./demos/demo.ts";
import { orders } from "./demos/orders.ts";
import { registration } from "./demos/registration.ts";

const demos: Readonly<Record<string, Demo>> = {
  registration,
  catalog,
  orders,
  accounts,
};

const [name = "all"] = Deno.args;
const chosen = Object.entries(demos).filter((demo) => name === "all" || name === demo[0]);
if (chosen.length === 0) {
  console.error(`There is no demo "${name}". Say all, or one of: ${Object.keys(demos).join(", ")}`);
  Deno.exit(2);
}
for (const [title, demo] of chosen) {
  console.log(`== ${title}`);
  await demo((line) => console.log(line));
}
