/** An outage: the broker is away for half a minute while people register and a backlog grows. */

import { assertEquals, assertLess } from "@std/assert";
import { sqliteStore } from "../../adapters/sqlite/mod.ts";
import { randomIds, systemClock, systemRandom } from "../../adapters/system/mod.ts";
import type { CloudEvent } from "../../application/messaging/cloud_event.ts";
import type { MessageBus } from "../../application/messaging/message_bus.ts";
import type { Store } from "../../application/store/store.ts";
import type { ChaosBroker } from "./broker_chaos.ts";
import { tellFigures } from "./figures.ts";
import { startWebProgram, type WebProgram } from "./program.ts";
import { eventually, pause, register } from "./register.ts";

/** A broker that can be stopped, and a line to it. */
export interface OutageBroker extends Pick<ChaosBroker, "url" | "stop" | "start"> {
  readonly name: string;
  readonly bus: MessageBus;
}

const OUTAGE = 30_000;
const BACKLOG = 10_000;
const KEYS = 200;
const CLIENTS = 4;
/** Megabytes by which the server may grow with a backlog that it does not keep in memory. */
const ROOM = 150;

/**
 * Requires that registrations go on as usual while the broker is away, and that afterwards a backlog
 * of 10,000 events arrives whole, in the order of each key, without having been in memory.
 */
export async function outlastOutage({ name, url, stop, start, bus }: OutageBroker): Promise<void> {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/portico.db`;
  const server = await startWebProgram({ STORE_URL: `sqlite:${path}`, BUS_URL: url });
  await using _ = server;
  const ended = new AbortController();
  const arrived = await listen(bus, ended.signal);
  const usual = await registerFor(server, 5000, "before");
  const before = await residentMegabytes(server);

  await stop();
  const filling = fillLog(path);
  const during = await registerFor(server, OUTAGE, "during");
  await filling;
  await start();
  const returned = performance.now();
  let most = await residentMegabytes(server);
  await eventually(`the backlog has come over ${name}`, async () => {
    most = Math.max(most, await residentMegabytes(server));
    return countOf(arrived) === BACKLOG;
  }, 60_000);
  const drained = performance.now() - returned;
  ended.abort();
  assertEquals((await server.finish("SIGTERM")).code, 0);

  tellFigures(
    `${name} away for ${OUTAGE / 1000} s: registrations took ${usual.toFixed(1)} ms before and ` +
      `${during.toFixed(1)} ms meanwhile (medians); ${BACKLOG} events came ` +
      `${(drained / 1000).toFixed(1)} s after its return; ` +
      `the server grew from ${before} to ${most} MB`,
  );
  const expected = Array.from({ length: BACKLOG / KEYS }, (_, index) => index + 1);
  for (const versions of arrived.values()) assertEquals(versions, expected);
  assertLess(most - before, ROOM);
  await Deno.remove(folder, { recursive: true });
}

/** Versions by stream, in the order in which they arrived first. */
async function listen(bus: MessageBus, signal: AbortSignal): Promise<Map<string, number[]>> {
  const arrived = new Map<string, number[]>();
  await bus.subscribe({ group: "listeners", topics: ["accounts.*"] }, ({ message }) => {
    if (message !== undefined) note(arrived, message.event);
    return Promise.resolve();
  }, { signal });
  return arrived;
}

function note(arrived: Map<string, number[]>, { subject = "", extensions }: CloudEvent): void {
  const versions = arrived.get(subject) ?? [];
  const version = Number(extensions.version);
  if (!versions.includes(version)) versions.push(version);
  arrived.set(subject, versions);
}

function countOf(arrived: ReadonlyMap<string, readonly number[]>): number {
  return arrived.values().reduce((sum, { length }) => sum + length, 0);
}

/** Registers for so long; answers how many milliseconds a registration took, the median. */
async function registerFor(
  { origin }: WebProgram,
  milliseconds: number,
  prefix: string,
): Promise<number> {
  const durations: number[] = [];
  const end = performance.now() + milliseconds;
  await Promise.all(Array.from({ length: CLIENTS }, async (_, client) => {
    for (let n = 0; performance.now() < end; n++) {
      const begun = performance.now();
      const answer = await register(origin, `${prefix}${client}-${n}@example.org`);
      durations.push(performance.now() - begun);
      assertEquals(answer?.status, 201);
      await pause(50);
    }
  }));
  return durations.toSorted((a, b) => a - b)[Math.floor(durations.length / 2)] ?? NaN;
}

/** Another process commits what is to be told: its batches are those of an import. */
async function fillLog(path: string): Promise<void> {
  const ports = { clock: systemClock(), newId: randomIds(), random: systemRandom() };
  await using store = await sqliteStore(path, ports);
  for (let version = 0; version < BACKLOG / KEYS; version++) await commitOne(store, version);
}

async function commitOne(store: Store, version: number): Promise<void> {
  await store.commit({
    appends: Array.from({ length: KEYS }, (_, key) => ({
      stream: `account/backlog-${key}`,
      expect: version,
      events: [{
        type: "MoneyDeposited",
        data: { accountId: `backlog-${key}`, amount: { amount: version + 1, currency: "USD" } },
      }],
    })),
  });
}

/** What the process holds in memory; where nobody tells, nothing. */
async function residentMegabytes({ pid }: WebProgram): Promise<number> {
  try {
    const status = await Deno.readTextFile(`/proc/${pid}/status`);
    return Math.round(Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024);
  } catch {
    return 0;
  }
}
