/** The web process: an application behind HTTP, with its subscriptions unless a worker runs them. */

import type { Application } from "../adapters/composition/application.ts";
import type { Binding } from "../adapters/composition/binding.ts";
import { compose } from "../adapters/composition/compose.ts";
import type { Config, WebConfig } from "../adapters/composition/config.ts";
import { subscriptionStatus } from "../application/events/subscription_status.ts";
import { serve } from "./_serve.ts";
import { createApp } from "./app.ts";
import { hostAndPort, type Listening } from "./listening.ts";
import type { Running } from "./main_process.ts";
import { startSubscriptions } from "./main_subscriptions.ts";

/** A configuration with nothing left open. */
export interface OpenWebConfig extends Config {
  readonly web: WebConfig & { readonly adminToken: string };
}

/** A web process that takes requests. */
export interface RunningWeb extends Running {
  /** Such as `http://127.0.0.1:8000`. */
  readonly origin: string;
}

/** Milliseconds that requests in flight get at the stop. */
const STOP_WITHIN = 10_000;

/**
 * Opens everything, listens, and runs the subscriptions. The stop goes the other way: no new requests,
 * those in flight are answered, what subscriptions have begun is finished, everything is closed.
 *
 * @throws {CompositionFailed | CannotListen} and leaves nothing open
 */
export async function startWeb(
  config: OpenWebConfig,
  overrides: readonly Binding[] = [],
): Promise<RunningWeb> {
  const application = await compose(config, overrides);
  const listening = await listen(application, config).catch(async (error) => {
    await application[Symbol.asyncDispose]();
    throw error;
  });
  const subscriptions = config.worker === "inside" ? startSubscriptions(application) : undefined;
  return {
    origin: `http://${hostAndPort({ ...config.web, port: listening.port })}`,
    log: application.ports.log,
    failure: subscriptions?.failure ?? new Promise(() => {}),
    stop: async () => {
      try {
        await listening.stop(STOP_WITHIN);
      } finally {
        await subscriptions?.stop();
        await application[Symbol.asyncDispose]();
      }
    },
  };
}

async function listen(application: Application, { web }: OpenWebConfig): Promise<Listening> {
  const { ports, users, readMailbox, deadLetters, wiring } = application;
  const app = createApp({
    ...ports,
    users,
    readMailbox,
    deadLetters,
    subscriptions: { status: () => subscriptionStatus(ports.store) },
    wiring: () => wiring,
    adminToken: web.adminToken,
    allowedHosts: web.allowedHosts ?? namesOf(web.host),
  });
  return await serve((request) => app.fetch(request), web);
}

/** The names under which a bound address is called: this machine has several. */
function namesOf(host: string): readonly string[] {
  const thisMachine = ["localhost", "127.0.0.1", "::1"];
  return [...thisMachine, "0.0.0.0", "::"].includes(host) ? thisMachine : [host];
}
