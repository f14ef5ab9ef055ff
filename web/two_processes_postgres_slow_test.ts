import { assertEquals, assertGreater } from "@std/assert";
import { openPostgres, postgresStore } from "../adapters/postgres/mod.ts";
import { withPostgres } from "../adapters/postgres/testdata/server.ts";
import { randomIds, silentLog, systemClock, systemRandom } from "../adapters/system/mod.ts";
import { accountBalances } from "../application/accounts/account_balances.ts";
import type { Recorded } from "../application/store/store.ts";
import { keepBooks } from "./testdata/account_books.ts";
import { type Answered, startWalk } from "./testdata/account_walk.ts";
import { tellFigures } from "./testdata/figures.ts";
import { startWebProgram, type WebProgram } from "./testdata/program.ts";
import { eventually, pause } from "./testdata/register.ts";
import { wholeLog } from "./testdata/stored.ts";

const ACCOUNTS = 8;
const CLIENTS = 16;
const OPENING = 100_000;
/** Milliseconds before the kill, and between two cuts of all connections. */
const BEFORE_KILL = 3000;
const CUT_EVERY = 200;
const CUTS = 50;

await withPostgres("two processes on one PostgreSQL", (url) => {
  Deno.test("[E-1] two processes keep every cent while one is killed and all connections are cut", async () => {
    await using room = await openRoom(url);
    const start = () => startWebProgram({ STORE_URL: room.url });
    let [one, other] = await Promise.all([start(), start()]);
    const accounts = await openAccounts(one);
    const seed = Date.now();
    const walk = startWalk({
      origin: (random) => (random() < 0.5 ? one : other).origin,
      accounts,
      clients: CLIENTS,
      seed,
    });

    await pause(BEFORE_KILL);
    const inFlight = walk.inFlight();
    one.kill("SIGKILL");
    await one.ended;
    one = await start();
    let cut = 0;
    for (let cuts = 0; cuts < CUTS; cuts++) {
      cut += await room.cutAll();
      await pause(CUT_EVERY);
    }
    await pause(1000);
    await walk.stop();
    const programs = [one, other];
    await Promise.all(programs.map(caughtUp));
    for (const program of programs) {
      assertEquals((await program.finish("SIGTERM")).code, 0);
    }

    const log = await room.log();
    const books = keepBooks(log);
    const done = walk.answered.filter(({ status }) => status < 300);
    tellFigures(
      `seed ${seed}: ${inFlight} requests in flight at the kill, ${cut} connections cut; ` +
        `${walk.answered.length} commands answered, ${done.length} of them done, ` +
        `${walk.repeats()} asked again, ${walk.echoes()} after their answer; ${log.length} events`,
    );
    assertGreater(inFlight, 7);
    assertGreater(walk.repeats(), 0);
    assertEquals(books.wrong, []);
    assertEquals([books.deposits, books.withdrawals, books.transfers], countsOf(done));
    assertEquals(done.filter((answered) => !isInLog(answered, log)), []);
    assertEquals(await room.balances(), Object.fromEntries(books.balances));
    assertEquals(new Set(walk.answered.map(({ status }) => status)), new Set([200, 201, 409]));
  });
});

/** A schema of its own, looked at over connections that nobody cuts. */
async function openRoom(base: string) {
  const schema = `portico_walk_${crypto.randomUUID().slice(0, 8)}`;
  const url = new URL(base);
  url.searchParams.set("schema", schema);
  url.searchParams.set("application_name", schema);
  const opened = await openPostgres(base);
  const ports = {
    clock: systemClock(),
    newId: randomIds(),
    random: systemRandom(),
    log: silentLog(),
  };
  const open = () => postgresStore(opened.client, ports, { schema });
  return {
    url: url.href,
    /** Cuts every connection of the programs; answers how many there were. */
    cutAll: async () => {
      const rows = await opened.client.unsafe(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1",
        [schema],
        { prepare: false },
      ).values();
      return rows.length;
    },
    log: async () => {
      await using store = await open();
      return await wholeLog(store);
    },
    balances: async () => {
      await using store = await open();
      const { items } = await accountBalances.of({ store, clock: ports.clock })
        .find({ limit: 2 * ACCOUNTS });
      return Object.fromEntries(items.map(({ account }) => [account.id, account.balance.amount]));
    },
    [Symbol.asyncDispose]: async () => {
      await opened.client.unsafe(`DROP SCHEMA ${schema} CASCADE`, [], { prepare: false }).values();
      await opened[Symbol.asyncDispose]();
    },
  };
}

async function openAccounts(program: WebProgram): Promise<readonly string[]> {
  return await Promise.all(Array.from({ length: ACCOUNTS }, async (_, number) => {
    const response = await fetch(`${program.origin}/accounts`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        owner: `Owner ${number}`,
        openingBalance: { amount: OPENING, currency: "USD" },
      }),
    });
    assertEquals(response.status, 201);
    return (await response.json()).id;
  }));
}

async function caughtUp(program: WebProgram): Promise<void> {
  await eventually("the projections have caught up", async () => {
    const { items } = await (await program.ask("/admin/subscriptions")).json();
    return items.every(({ behind, waiting }: { behind: number; waiting: number }) =>
      behind === 0 && waiting === 0
    );
  }, 60_000);
}

function countsOf(done: readonly Answered[]): readonly number[] {
  const ending = (end: string) => done.filter(({ path }) => path.endsWith(end)).length;
  return [ending("/deposits"), ending("/withdrawals"), ending("/transfers")];
}

/** Whether the events of an answer stand where the answer says. */
function isInLog({ path, body, position = 0 }: Answered, log: readonly Recorded[]): boolean {
  const events = path === "/transfers" ? log.slice(position - 2, position) : [log[position - 1]];
  const { amount } = body.amount as { readonly amount: number };
  return events.every((event) =>
    (event?.data as { readonly amount?: { readonly amount: number } })?.amount?.amount === amount
  );
}
