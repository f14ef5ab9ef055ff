import { assertEquals } from "@std/assert";
import { runSubscriptions } from "../../application/events/run_subscriptions.ts";
import { consume } from "../../application/messaging/consume.ts";
import { messagingStatus } from "../../application/messaging/messaging_status.ts";
import { moveReactions, type Way } from "../../application/messaging/reaction_turns.ts";
import type { Store } from "../../application/store/store.ts";
import { eventually } from "../conformance/message_bus_inbox.ts";
import { memoryBroker, memoryStore } from "../memory/mod.ts";
import { randomIds, silentLog, systemClock, systemRandom } from "../system/mod.ts";
import { type Binding, value } from "./binding.ts";
import { compose } from "./compose.ts";
import { readConfig } from "./config.ts";
import { withBrokers } from "./testdata/bus_places.ts";
import { BUS, LOG, STORE } from "./tokens.ts";

interface Running extends AsyncDisposable {
  readonly register: (...names: readonly string[]) => Promise<void>;
  /** Whether the broker was told everything. */
  readonly isTold: () => Promise<boolean>;
  /** Whether it also has nothing left for any consumer. */
  readonly isDrained: () => Promise<boolean>;
  /** To whom mails went, and who is registered. */
  readonly mailed: () => Promise<readonly string[]>;
  readonly registered: () => Promise<readonly string[]>;
}

interface Start {
  readonly reactions: Way;
  readonly BUS_URL?: string;
  readonly bind?: readonly Binding[];
  /** Whether it hears, or only tells. */
  readonly hears?: boolean;
}

/** Starts the only process on a store. */
async function start(store: Store, settings: Start): Promise<Running> {
  const { reactions, BUS_URL = "memory:", bind = [], hears = true } = settings;
  const config = readConfig({ STORE_URL: "memory:", BUS_URL, REACTIONS: reactions });
  const given = [value(STORE, store), value(LOG, silentLog()), ...bind];
  const application = await compose(config, given);
  const { ports, messaging, subscriptions, users, readMailbox } = application;
  if (messaging === undefined) throw new Error("The application has no message bus");
  await moveReactions(ports, application.reactions.names, application.reactions.way);
  const stop = new AbortController();
  const running = [
    runSubscriptions(ports, subscriptions, stop),
    consume({ ...ports, bus: messaging.bus }, hears ? messaging.consumers : [], stop),
  ];
  const status = () => messagingStatus(ports, messaging);
  return {
    register: async (...names) => {
      for (const name of names) await users.register({ name, email: `${name}@example.org` });
    },
    isTold: async () => (await status()).relay?.behind === 0,
    isDrained: async () => {
      const { relay, consumers } = await status();
      return relay?.behind === 0 && consumers.every(({ waiting }) => waiting === 0);
    },
    mailed: async () => {
      const { items = [] } = await readMailbox?.({ limit: 99 }) ?? {};
      return items.map(({ to }) => to).toSorted();
    },
    registered: async () =>
      (await users.list({ limit: 99 })).items.map(({ email }) => email).toSorted(),
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await Promise.all(running);
      await application[Symbol.asyncDispose]();
    },
  };
}

/** As `docs/running_distributed.md` has it. */
async function moveTo(BUS_URL: string): Promise<void> {
  const [clock, newId] = [systemClock(), randomIds()];
  await using store = memoryStore({ clock, newId });
  const bind = [value(BUS, memoryBroker({ clock, random: systemRandom() }).open())];
  {
    await using before = await start(store, { reactions: "bus", bind, hears: false });
    await before.register("ada", "grace", "edsger");
    await eventually("All is told", before.isTold);
  }
  {
    await using draining = await start(store, { reactions: "log", bind });
    await draining.register("barbara", "donald");
    await eventually("The old broker has nothing left", draining.isDrained);
  }
  {
    await using after = await start(store, { reactions: "bus", BUS_URL });
    await after.register("tony", "frances");
    await eventually("All have mail", async () => (await after.mailed()).length >= 7);

    assertEquals(await after.mailed(), await after.registered());
  }
}

Deno.test("an application moves from one bus in memory to another, and loses nothing", () =>
  moveTo("memory:"));

await withBrokers("moving to another broker", (broker, open) => {
  Deno.test(`an application moves to ${broker}, and loses nothing`, async () => {
    await using bus = await open();

    await moveTo(bus.url);
  });
});
