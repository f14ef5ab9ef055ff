/** Messages over each broker: how fast the relay tells the log, and how soon somebody hears of it. */

import { join } from "node:path";
import { sqliteStore } from "../../adapters/sqlite/mod.ts";
import { randomIds, silentLog, systemClock, systemRandom } from "../../adapters/system/mod.ts";
import { drain } from "../../application/events/drain.ts";
import { runSubscriptions } from "../../application/events/run_subscriptions.ts";
import { encodeCloudEvent } from "../../application/messaging/cloud_event.ts";
import { consume } from "../../application/messaging/consume.ts";
import { channelsOf, cloudEventOf } from "../../application/messaging/event_message.ts";
import type { MessageBus } from "../../application/messaging/message_bus.ts";
import { relay } from "../../application/messaging/relay.ts";
import type { Store } from "../../application/store/store.ts";
import { type BenchBroker, brokers, type Sent } from "./brokers.ts";
import { latencyTable, table } from "./report.ts";
import { type Contender, type Measured, RUNS, sideBySide } from "./side_by_side.ts";
import { measurePoison } from "./poisoned_messages.ts";
import { type Latency, percentiles } from "./wake_ups.ts";
import { deposit } from "./workload.ts";

const EVENTS = 20_000;
/** What the relay publishes at once, and so what the client sends at once. */
const BATCH = 500;
const HEARD = 500;
/** Longest pause between two events whose way is timed, in milliseconds. */
const PAUSE = 10;

const machine = {
  clock: systemClock(),
  newId: randomIds(),
  random: systemRandom(),
  log: silentLog(),
};
let runs = 0;
const channelOf = channelsOf({ accounts: ["MoneyDeposited"] });

/** Gives a table for each broker, or the reason why there is none. */
export async function* measureMessages(folder: string): AsyncGenerator<string> {
  await using store = await sqliteStore(join(folder, "messages.db"), machine);
  const sent = await fill(store);
  const latencies: Latency[] = [];
  for (const { name, open } of brokers) {
    const broker = await open();
    if ("missing" in broker) {
      yield `Nothing is measured on ${name}: ${broker.missing}\n`;
      continue;
    }
    await using _ = broker;
    yield table(
      `${name}: messages with acknowledgement, ${BATCH} at once (aim: 10,000 per second)`,
      await measureRelay(store, broker, sent),
      broker.send === undefined ? {} : { "relay from SQLite": 0.6 },
    );
    yield table(
      `${name}: messages handled, of 100 keys by turns`,
      await measurePoison(folder, broker),
      { "one key poisoned": 0.8 },
    );
    latencies.push(await measureWay(folder, name, broker));
  }
  yield latencyTable(
    "From commit to a consumer of the bus, in milliseconds (aim: p99 below 50)",
    latencies,
  );
}

/** Fills a log, and gives what the relay will make of it. */
async function fill(store: Store): Promise<readonly Sent[]> {
  const sent: Sent[] = [];
  for (let first = 0; first < EVENTS; first += BATCH) {
    const { events } = await store.commit({
      appends: Array.from({ length: BATCH }, (_, at) => ({
        stream: `account-${first + at}`,
        expect: "none",
        events: [{ type: "MoneyDeposited", data: deposit(first + at) }],
      })),
    });
    for (const event of events) {
      sent.push({ key: event.stream, text: encodeCloudEvent(cloudEventOf(event, "/bench")) });
    }
  }
  return sent;
}

async function measureRelay(
  store: Store,
  broker: BenchBroker,
  sent: readonly Sent[],
): Promise<readonly Measured[]> {
  await using buses = new AsyncDisposableStack();
  const opened: MessageBus[] = [];
  // Each run has a place of its own: what was told there before would be told for nothing.
  for (let run = 0; run < RUNS; run++) {
    opened.push(buses.use(await broker.bus(`bench-${crypto.randomUUID()}`)));
  }
  const told: Contender = {
    name: "relay from SQLite",
    operations: EVENTS,
    run: async () => {
      const bus = opened.pop();
      if (bus === undefined) throw new Error("There are more runs than buses");
      await drain({ ...machine, store }, [relay({ bus, channelOf, name: `relay-${runs++}` })]);
    },
  };
  const { send } = broker;
  if (send === undefined) return await sideBySide([told]);
  const alone: Contender = {
    name: "the client alone",
    operations: EVENTS,
    run: async () => {
      for (let first = 0; first < EVENTS; first += BATCH) {
        await send(sent.slice(first, first + BATCH));
      }
    },
  };
  return await sideBySide([alone, told]);
}

async function measureWay(folder: string, name: string, broker: BenchBroker): Promise<Latency> {
  const place = `bench-${crypto.randomUUID()}`;
  await using store = await sqliteStore(join(folder, `${place}.db`), machine);
  await using telling = await broker.bus(place);
  // The memory bus has its broker with it.
  const isRemote = name !== "memory";
  await using heard = isRemote ? await broker.bus(place) : undefined;
  return await wayFrom(name, store, telling, heard ?? telling);
}

async function wayFrom(
  name: string,
  store: Store,
  telling: MessageBus,
  hearing: MessageBus,
): Promise<Latency> {
  const stop = new AbortController();
  const committed = new Map<string, number>();
  const latencies: number[] = [];
  const done = Promise.withResolvers<void>();
  const ports = { ...machine, store, bus: hearing };
  const consumer = {
    name: "bench",
    topics: ["accounts.*"],
    handle: ({ event }: { readonly event: { readonly id: string } }) => {
      latencies.push(performance.now() - (committed.get(event.id) ?? NaN));
      if (latencies.length === HEARD) done.resolve();
    },
  };
  const running = [
    consume(ports, [consumer], stop),
    runSubscriptions(ports, [relay({ bus: telling, channelOf })], stop),
  ];
  await machine.clock.sleep(500);
  for (let number = 0; number < HEARD; number++) {
    await machine.clock.sleep(PAUSE * (0.5 + machine.random() / 2));
    const id = `${name} ${number}`;
    committed.set(id, performance.now());
    const events = [{ id, type: "MoneyDeposited", data: deposit(number) }];
    await store.commit({ appends: [{ stream: `account-${number}`, expect: "none", events }] });
  }
  await done.promise;
  stop.abort();
  await Promise.all(running);
  return { name, ...percentiles(latencies) };
}
