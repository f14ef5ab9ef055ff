/** The web process: an application behind HTTP, with its subscriptions unless a worker runs them. */

import type { Application } from "../adapters/composition/application.ts";
import type { Binding } from "../adapters/composition/binding.ts";
import { compose } from "../adapters/composition/compose.ts";
import type { Config, WebConfig } from "../adapters/composition/config.ts";
import { serve } from "./_serve.ts";
import { type Fetch, hostAndPort } from "./listening.ts";
import type { Running } from "./main_process.ts";

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
  // Pages and routes are not needed for listening; who comes before they are there waits.
  const app = Promise.withResolvers<Fetch>();
  const listening = await serve(async (request) => await (await app.promise)(request), config.web)
    .catch(async (error) => {
      await application[Symbol.asyncDispose]();
      throw error;
    });
  app.resolve(loadApp(application, config));
  const subscriptions = config.worker === "inside"
    ? (await import("./main_subscriptions.ts")).startSubscriptions(application)
    : undefined;
  await app.promise;
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

async function loadApp(application: Application, { web }: OpenWebConfig): Promise<Fetch> {
  const { createApp } = await import("./app.ts");
  const { subscriptionStatus } = await import("../application/events/subscription_status.ts");
  const { projectionStatus } = await import("../application/events/projection_status.ts");
  const { askRebuild } = await import("../application/events/projection_rebuild.ts");
  const { ports, users, accounts, catalog, markups, orders, deadLetters, wiring } = application;
  const { readMailbox, readLedger, receivePaymentNews, messaging } = application;
  const app = createApp({
    ...ports,
    users,
    accounts,
    catalog,
    markups,
    orders,
    readMailbox,
    readLedger,
    receivePaymentNews,
    deadLetters,
    messaging,
    subscriptions: { status: () => subscriptionStatus(ports.store) },
    projections: {
      status: () => projectionStatus(ports.store),
      rebuild: (name, actor) => askRebuild(ports, name, actor),
    },
    wiring: () => wiring,
    adminToken: web.adminToken,
    allowedHosts: web.allowedHosts ?? namesOf(web.host),
  });
  return (request) => app.fetch(request);
}

/** The names under which a bound address is called: this machine has several. */
function namesOf(host: string): readonly string[] {
  const thisMachine = ["localhost", "127.0.0.1", "::1"];
  return [...thisMachine, "0.0.0.0", "::"].includes(host) ? thisMachine : [host];
}
