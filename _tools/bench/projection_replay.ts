/** Replays of a log through a projection of balances: fold, views and checkpoint. */

import { join } from "node:path";
import { memoryStore } from "../../adapters/memory/mod.ts";
import { sqliteStore } from "../../adapters/sqlite/mod.ts";
import { randomIds, silentLog, systemClock, systemRandom } from "../../adapters/system/mod.ts";
import { eventCodec } from "../../application/events/codec.ts";
import { drain } from "../../application/events/drain.ts";
import { type Projection, projection } from "../../application/events/projection.ts";
import type { Store } from "../../application/store/store.ts";
import { type Contender, type Measured, sideBySide } from "./side_by_side.ts";
import { deposit } from "./workload.ts";

type Deposited = {
  readonly type: "MoneyDeposited";
  readonly data: ReturnType<typeof deposit>;
};
interface Balance {
  readonly amount: number;
  readonly currency: string;
}

const codec = eventCodec<Deposited>({
  MoneyDeposited: { version: 1, parse: (data) => data as Deposited["data"] },
});
const machine = {
  clock: systemClock(),
  newId: randomIds(),
  random: systemRandom(),
  log: silentLog(),
};

const EVENTS = 100_000;
const ACCOUNTS = 300;
/** Events of one commit of the preparation. */
const BATCH = 500;

/** Measures replays on the memory store and on SQLite; each is a projection of its own. */
export async function measureReplays(folder: string): Promise<readonly Measured[]> {
  await using memory = memoryStore(machine);
  await using sqlite = await sqliteStore(join(folder, "replay.db"), machine);
  return await sideBySide([
    await replays("memory store", memory),
    await replays("SQLite store", sqlite),
  ]);
}

async function replays(name: string, store: Store): Promise<Contender> {
  for (let done = 0; done < EVENTS; done += BATCH) await fillWith(store, done);
  let run = 0;
  return {
    name,
    operations: EVENTS,
    run: () => drain({ store, ...machine }, [balances(`balances-${run++}`)]),
  };
}

async function fillWith(store: Store, from: number): Promise<void> {
  const streams = new Map<string, Deposited[]>();
  for (let number = from; number < from + BATCH; number++) {
    const stream = `account-${number % ACCOUNTS}`;
    const events = streams.get(stream) ?? [];
    streams.set(stream, [...events, { type: "MoneyDeposited", data: deposit(number) }]);
  }
  await store.commit({
    appends: [...streams].map(([stream, events]) => ({
      stream,
      expect: "any",
      events: events.map(codec.encode),
    })),
  });
}

function balances(name: string): Projection<Balance> {
  return projection<Deposited, Balance>({
    name,
    types: ["MoneyDeposited"],
    codec,
    view: {
      schema: { version: 1, parse: (data) => data as Balance },
      encode: ({ amount, currency }) => ({ amount, currency }),
    },
    ids: ({ stream }) => stream,
    evolve: (view, { data: { amount: { amount, currency } } }) => ({
      amount: (view?.amount ?? 0) + amount,
      currency,
    }),
    wholeStreams: true,
  });
}
