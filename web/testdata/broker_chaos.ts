/** Chaos: workers are killed and the broker is stopped and started while clients register and order. */

import { assertEquals, assertGreater, assertGreaterOrEqual } from "@std/assert";
import { seededRandom } from "../../adapters/memory/chance.ts";
import type { GroupStatus } from "../../application/messaging/message_bus.ts";
import type { Random } from "../../application/ports.ts";
import { tellFigures } from "./figures.ts";
import { type Env, type Program, startProgram, startWebProgram } from "./program.ts";
import { eventually, pause } from "./register.ts";
import { createPen, startTrading, type Traded } from "./trading_clients.ts";
import { type TradingPlace, tradingPlace } from "./trading_place.ts";

/** A broker of a test's own, whose data outlives a stop. */
export interface ChaosBroker {
  /** For `BUS_URL`. */
  readonly url: string;
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
  /** What waits for each group. */
  readonly groups: () => Promise<readonly GroupStatus[]>;
}

/** Milliseconds of chaos. */
const CHAOS = 45_000;
/** Requests that are in flight whenever a worker is killed, or more. */
const BUSY = 8;
/** Longest until everything is quiet afterwards, in milliseconds. */
const QUIET_WITHIN = 60_000;

/**
 * Has two web processes and two workers, on one PostgreSQL and over one broker, trade through chaos;
 * requires that afterwards every user was welcomed once, every confirmed order confirmed once by mail,
 * and nothing is parked.
 */
export async function tradeThroughChaos(broker: ChaosBroker, server: string): Promise<void> {
  await using place = await tradingPlace(server);
  const seed = Date.now();
  const random = seededRandom(seed);
  const env = { STORE_URL: place.url, BUS_URL: broker.url, REACTIONS: "bus", WORKER: "outside" };
  await using one = await startWebProgram(env);
  await using other = await startWebProgram(env);
  await using workers = mortalWorkers(env);
  const productId = await createPen(one);
  const trading = startTrading([one, other], { clients: 12, productId, random, rest: 20 });
  const { inFlight } = trading;
  const end = performance.now() + CHAOS;

  const [busy, stops] = await Promise.all([
    killWorkers(workers, { end, random, inFlight }),
    stopBroker(broker, { end, random }),
  ]);
  const traded = await trading.stop();
  await eventually("all is quiet", () => isQuiet(place, broker), QUIET_WITHIN);
  for (const program of [one, other, ...workers.all]) await endWell(program);
  const figures = `seed ${seed}: ${busy.length} workers killed, with ${Math.min(...busy)} ` +
    `requests in flight or more, and the broker stopped ${stops} times`;
  assertGreaterOrEqual(Math.min(...busy), BUSY);
  await requireAllTold(place, traded, figures);
}

/** Two workers, each with another in its place when it was killed. */
function mortalWorkers(env: Env) {
  const start = () => startProgram("worker.ts", env);
  const all = [start(), start()];
  return {
    all,
    kill: async (at: number) => {
      all[at]?.kill("SIGKILL");
      await all[at]?.ended;
      all[at] = start();
    },
    [Symbol.asyncDispose]: async () => {
      for (const worker of all) await worker[Symbol.asyncDispose]();
    },
  };
}

interface Chaos {
  readonly end: number;
  readonly random: Random;
}

/** Answers how many requests were in flight at each kill. */
async function killWorkers(
  { kill, all }: ReturnType<typeof mortalWorkers>,
  { end, random, inFlight }: Chaos & { readonly inFlight: () => number },
): Promise<readonly number[]> {
  const busy: number[] = [];
  while (performance.now() < end) {
    await pause(3000 + random() * 5000);
    await eventually("clients are busy", () => inFlight() >= BUSY);
    busy.push(inFlight());
    await kill(Math.floor(random() * all.length));
  }
  return busy;
}

/** Answers how often it was stopped. */
async function stopBroker({ stop, start }: ChaosBroker, { end, random }: Chaos): Promise<number> {
  let stops = 0;
  while (performance.now() < end) {
    await pause(4000 + random() * 4000);
    await stop();
    await pause(500 + random() * 2500);
    await start();
    stops++;
  }
  return stops;
}

async function isQuiet(place: TradingPlace, broker: ChaosBroker): Promise<boolean> {
  const subscriptions = await place.subscriptions();
  if (subscriptions.some(({ behind, waiting }) => behind + waiting > 0)) return false;
  return (await broker.groups()).every(({ waiting }) => waiting === 0);
}

async function endWell(program: Program): Promise<void> {
  const { code, stderr } = await program.finish("SIGTERM");
  assertEquals(code, 0, stderr);
}

async function requireAllTold(place: TradingPlace, traded: Traded, figures: string): Promise<void> {
  const { users, confirmed, mails } = await place.result();
  const told = (subject: RegExp) =>
    mails.filter((mail) => subject.test(mail.subject)).map(({ about }) => about).toSorted();
  const welcomed = told(/^Welcome/);
  tellFigures(
    `${figures}; ${users.length} users, ${welcomed.length} welcome mails; ` +
      `${confirmed.length} confirmed orders, ${told(/confirmed$/).length} confirmations`,
  );
  assertGreater(users.length, 100);
  assertGreater(confirmed.length, 20);
  assertEquals(traded.users.filter((id) => !users.includes(id)), []);
  assertEquals(welcomed, users.toSorted());
  assertEquals(told(/confirmed$/), confirmed.toSorted());
  assertEquals((await place.subscriptions()).filter(({ dead }) => dead > 0), []);
}
