/** Whether a key whose messages fail slows the other keys down: a consumer over SQLite. */

import { join } from "node:path";
import { sqliteStore } from "../../adapters/sqlite/mod.ts";
import { randomIds, silentLog, systemClock, systemRandom } from "../../adapters/system/mod.ts";
import { runSubscriptions } from "../../application/events/run_subscriptions.ts";
import { consume } from "../../application/messaging/consume.ts";
import type { Consumer } from "../../application/messaging/consumer.ts";
import { inboxOf } from "../../application/messaging/inbox.ts";
import type { Message } from "../../application/messaging/message.ts";
import type { BenchBroker } from "./brokers.ts";
import { type Contender, type Measured, sideBySide } from "./side_by_side.ts";

const MESSAGES = 1000;
const KEYS = 100;
/** The key whose messages fail where one is poisoned. */
const POISON = "key-7";

const machine = {
  clock: systemClock(),
  newId: randomIds(),
  random: systemRandom(),
  log: silentLog(),
};

/** Measures the keys that are well, with all of them well, and with one whose messages always fail. */
export async function measurePoison(
  folder: string,
  broker: BenchBroker,
): Promise<readonly Measured[]> {
  return await sideBySide([
    await contender("all keys well", folder, broker, false),
    await contender("one key poisoned", folder, broker, true),
  ]);
}

function contender(
  name: string,
  folder: string,
  broker: BenchBroker,
  isPoisoned: boolean,
): Promise<Contender> {
  return Promise.resolve({
    name,
    operations: MESSAGES - MESSAGES / KEYS,
    run: (operations) => handleAll(folder, broker, { operations, isPoisoned }),
  });
}

async function handleAll(
  folder: string,
  broker: BenchBroker,
  { operations, isPoisoned }: { readonly operations: number; readonly isPoisoned: boolean },
): Promise<void> {
  const place = `bench-${crypto.randomUUID()}`;
  await using store = await sqliteStore(join(folder, `${place}.db`), machine);
  await using bus = await broker.bus(place);
  const stop = new AbortController();
  const done = Promise.withResolvers<void>();
  let handled = 0;
  const consumer: Consumer = {
    name: "bench",
    topics: ["numbers.*"],
    retry: { firstDelay: 20, longestDelay: 200 },
    handle: ({ event: { subject } }, { tx }) => {
      if (subject === POISON) {
        if (isPoisoned) throw new Error("it is poisoned");
        return;
      }
      tx.put({ collection: "handled", id: `${handled}`, value: true, expect: "any" });
      if (++handled === operations) done.resolve();
    },
  };
  const ports = { ...machine, store, bus };
  const running = [
    consume(ports, [consumer], stop),
    runSubscriptions(ports, [inboxOf(consumer)], stop),
  ];
  await bus.publish(Array.from({ length: MESSAGES }, (_, n): Message => ({
    channel: "numbers",
    event: {
      id: `${n}`,
      source: "/bench",
      type: "Counted",
      subject: `key-${n % KEYS}`,
      extensions: {},
      data: { n },
    },
  })));
  await done.promise;
  stop.abort();
  await Promise.all(running);
}
