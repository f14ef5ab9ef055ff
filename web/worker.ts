/**
 * The subscriptions and consumers as a program of their own: `deno task worker`, beside web with
 * WORKER=outside.
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
    const { subscriptions, messaging } = application;
    console.log(`Portico runs its subscriptions: ${namesOf(subscriptions)}`);
    if (messaging) console.log(`Portico runs its consumers: ${namesOf(messaging.consumers)}`);
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

function namesOf(all: readonly { readonly name: string }[]): string {
  return all.map(({ name }) => name).join(", ");
}
