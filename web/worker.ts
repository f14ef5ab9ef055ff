/**
 * The subscriptions as a program of their own: `deno task worker`, beside web with WORKER=outside.
 *
 * @module
 */

import { compose } from "../adapters/composition/compose.ts";
import { runProcess } from "./main_process.ts";
import { startSubscriptions } from "./main_subscriptions.ts";

await runProcess({
  settings: { WORKER: "outside" },
  start: async (config) => {
    const application = await compose(config);
    const { failure, stop } = startSubscriptions(application);
    const names = application.subscriptions.map(({ name }) => name);
    console.log(`Portico runs its subscriptions: ${names.join(", ")}`);
    return {
      log: application.ports.log,
      failure,
      stop: async () => {
        await stop();
        await application[Symbol.asyncDispose]();
      },
    };
  },
});
