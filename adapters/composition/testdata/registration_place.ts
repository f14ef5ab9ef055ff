/** Registration in two processes that share a store and a broker, whichever it is. */

import { runSubscriptions } from "../../../application/events/run_subscriptions.ts";
import { consume } from "../../../application/messaging/consume.ts";
import { moveReactions } from "../../../application/messaging/reaction_turns.ts";
import { silentLog } from "../../system/log.ts";
import type { Application } from "../application.ts";
import { value } from "../binding.ts";
import { compose } from "../compose.ts";
import { readConfig } from "../config.ts";
import type { Messaging } from "../messaging_factory.ts";
import { BUS, LOG, STORE } from "../tokens.ts";

/** Two processes, and a look at what came of it. */
export interface RegistrationPlace extends AsyncDisposable {
  /** Registers, and tells the log on the bus. */
  readonly web: Application & { readonly messaging: Messaging };
  /** Has the other process listen from now on. */
  readonly listen: () => void;
  /** To whom mails went, in the order of the alphabet. */
  readonly mailed: () => Promise<readonly string[]>;
  /** The addresses of all users, in the order of the alphabet. */
  readonly registered: () => Promise<readonly string[]>;
  /** Which adapter stands behind each port. */
  readonly adapters: () => ReadonlyMap<string, string>;
}

/** Opens both processes over a bus. */
export async function openRegistration(BUS_URL: string): Promise<RegistrationPlace> {
  const config = readConfig({ STORE_URL: "memory:", BUS_URL, REACTIONS: "bus" });
  const quiet = value(LOG, silentLog());
  const web = withMessaging(await compose(config, [quiet]));
  const { ports, reactions, users, readMailbox } = web;
  const shared = BUS_URL === "memory:" ? [value(BUS, web.messaging.bus)] : [];
  const worker = withMessaging(
    await compose(config, [quiet, value(STORE, ports.store), ...shared]),
  );
  await moveReactions(ports, reactions.names, reactions.way);
  const ending = new AbortController();
  const running = [runSubscriptions(ports, web.subscriptions, ending)];
  return {
    web,
    listen: () => {
      const { bus, consumers } = worker.messaging;
      running.push(consume({ ...worker.ports, bus }, consumers, ending));
    },
    mailed: async () => {
      const { items = [] } = await readMailbox?.({ limit: 200 }) ?? {};
      return items.map(({ to }) => to).toSorted();
    },
    registered: async () =>
      (await users.list({ limit: 200 })).items.map(({ email }) => email).toSorted(),
    adapters: () => new Map(web.wiring.map(({ port, adapter }) => [port, adapter])),
    [Symbol.asyncDispose]: async () => {
      ending.abort();
      await Promise.all(running);
      await worker[Symbol.asyncDispose]();
      await web[Symbol.asyncDispose]();
    },
  };
}

function withMessaging(application: Application): RegistrationPlace["web"] {
  const { messaging } = application;
  if (messaging === undefined) throw new Error("The application has no message bus");
  return { ...application, messaging };
}
