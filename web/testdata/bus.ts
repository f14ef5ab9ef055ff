/** The web app with a message bus, and a consumer that fails when it is told to. */

import {
  type MemoryBroker,
  memoryBroker,
  memoryClock,
  seededRandom,
} from "../../adapters/memory/mod.ts";
import { drain } from "../../application/events/drain.ts";
import { channelsOf } from "../../application/messaging/event_message.ts";
import { consume } from "../../application/messaging/consume.ts";
import type { Consumer } from "../../application/messaging/consumer.ts";
import { inboxOf } from "../../application/messaging/inbox.ts";
import type { MessageBus } from "../../application/messaging/message_bus.ts";
import type { Message } from "../../application/messaging/message.ts";
import { relay } from "../../application/messaging/relay.ts";
import { userCodec } from "../../application/users/user_codec.ts";
import { eventually } from "./register.ts";
import { asOperator, asPerson, type TestApp, testApp } from "./test_app.ts";

/** An app with a bus in the test's hand. */
export interface BusApp extends TestApp {
  readonly broker: MemoryBroker;
  readonly bus: MessageBus;
  /** Lets the consumer take all that waits for it, and its inbox whatever it set aside. */
  readonly hear: () => Promise<void>;
  /** Tells the log. */
  readonly tell: () => Promise<void>;
  readonly json: (path: string) => Promise<ReturnType<typeof JSON.parse>>;
  readonly page: (path: string) => Promise<string>;
}

/** Fails for good at whatever is called poison. */
const importer: Consumer = {
  name: "importer",
  topics: ["crm.imported"],
  handle: ({ event: { id } }) => {
    if (id !== "poison") return;
    throw Object.assign(new Error("no <b>such</b> customer"), { permanent: true });
  },
};

/** A message for the consumer. */
export function imported(id: string, key = "ada"): Message {
  const event = {
    id,
    source: "/crm",
    type: "imported",
    subject: key,
    extensions: {},
    data: { id },
  };
  return { channel: "crm", event };
}

/** A broker that takes questions and answers none. */
export function silentBroker() {
  const asked = Promise.withResolvers<void>();
  const groups = () => {
    asked.resolve();
    return new Promise<never>(() => {});
  };
  return {
    asked: asked.promise,
    silence: (bus: MessageBus): MessageBus => ({ ...bus, groups }),
  };
}

/** Makes an app over memory, with a consumer and a relay. */
export function busApp(change: (bus: MessageBus) => MessageBus = (same) => same): BusApp {
  const random = seededRandom(1);
  const broker = memoryBroker({ clock: memoryClock(), random });
  const bus = change(broker.open());
  const app = testApp({
    messaging: { bus, relay: "relay", consumers: [importer] },
    wiring: () => [{ port: "MessageBus", adapter: "memory:" }],
  });
  const ports = { ...app.services, store: app.store, random, bus };
  const get = (path: string, headers = {}) =>
    app.request(path, { headers: { ...asOperator, ...headers } });
  return {
    ...app,
    broker,
    bus,
    hear: async () => {
      const stop = new AbortController();
      const running = consume(ports, [importer], { signal: stop.signal });
      const isDone = async () => (await bus.groups())[0]?.waiting === 0;
      await eventually("all is heard", isDone);
      stop.abort();
      await running;
      await drain(ports, [inboxOf(importer)]);
    },
    tell: async () => {
      const channelOf = channelsOf({ users: userCodec.types });
      await drain(ports, [relay({ bus, channelOf })]);
    },
    json: async (path) => await (await get(path)).json(),
    page: async (path) => await (await get(path, asPerson)).text(),
  };
}
