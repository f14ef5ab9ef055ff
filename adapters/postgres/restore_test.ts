import { assertEquals } from "@std/assert";
import process from "node:process";
import { deadLetters, drain, subscription } from "../../mod.ts";
import type { Store } from "../../application/store/store.ts";
import { randomIds, silentLog, systemClock, systemRandom } from "../system/mod.ts";
import { openPostgres, postgresStore } from "./mod.ts";
import { withPostgres } from "./testdata/server.ts";

type Rang = { readonly type: "Rang"; readonly data: { readonly number: number } };

const EVENTS = 100;
const POISON = 30;
const ports = {
  clock: systemClock(),
  newId: randomIds(),
  random: systemRandom(),
  log: silentLog(),
};

await withPostgres("backup and restore", (url) => {
  const missing = missingProgram();
  const skipped = missing === undefined ? "" : ` (skipped: there is no ${missing})`;
  const name = `a database that was dumped and restored goes on where it was${skipped}`;
  if (missing !== undefined) console.info(name);
  const ignore = missing !== undefined && process.env.REQUIRE_SERVICES !== "1";

  Deno.test({ name, ignore }, async () => {
    await using databases = await twoDatabases(url);
    const rung: number[] = [];

    await using store = await databases.open("one");
    await ring(store, 1);
    await drain({ ...ports, store }, [bell(rung)]);
    await ring(store, EVENTS + 1);
    const before = await everything(store);
    await databases.dumpAndRestore();

    await using restored = await databases.open("other");
    assertEquals(await everything(restored), before);
    await drain({ ...ports, store: restored }, [bell(rung)]);
    const after = await ring(restored, 2 * EVENTS + 1);
    await drain({ ...ports, store: restored }, [bell(rung)]);

    const letters = await deadLetters({ ...ports, store: restored }).list({ limit: 10 });
    const all = Array.from({ length: 3 * EVENTS }, (_, index) => index + 1);
    assertEquals(rung, all.filter((number) => number !== POISON));
    assertEquals(letters.items.map(({ position }) => position), [POISON]);
    assertEquals(after, 3 * EVENTS);
  });
});

/** The first of the server's own programs that is not there. */
function missingProgram(): string | undefined {
  return ["pg_dump", "psql"].find((program) => {
    try {
      return !new Deno.Command(program, { args: ["--version"] }).outputSync().success;
    } catch {
      return true;
    }
  });
}

/** Appends so many events, each to a stream of its own; answers the head. */
async function ring(store: Store, first: number): Promise<number> {
  for (let number = first; number < first + EVENTS; number++) {
    const event = { type: "Rang", data: { number } };
    await store.commit({
      appends: [{ stream: `bell-${number}`, expect: "none", events: [event] }],
    });
  }
  return await store.head();
}

/** Notes every event outside of the store, where nothing is rolled back or restored. */
function bell(rung: number[]) {
  return subscription<Rang>({
    name: "bell",
    types: ["Rang"],
    retry: { attempts: 1 },
    handle: ({ data: { number } }) => {
      if (number === POISON) throw new Error("It has a crack");
      rung.push(number);
    },
  });
}

async function everything(store: Store) {
  return {
    head: await store.head(),
    log: await store.readLog({ after: 0, limit: 3 * EVENTS }),
    checkpoints: await store.find({ collection: "portico.checkpoints", limit: 10 }),
    letters: await store.find({ collection: "portico.pending.bell", limit: 10 }),
  };
}

/** Two databases of their own, one to be dumped and one to be restored into. */
async function twoDatabases(url: string) {
  const mark = crypto.randomUUID().slice(0, 8);
  const names = { one: `portico_dumped_${mark}`, other: `portico_restored_${mark}` };
  await using admin = await openPostgres(url);
  const tell = async (client: typeof admin.client, statement: string) =>
    void await client.unsafe(statement, [], { prepare: false }).values();
  for (const name of Object.values(names)) await tell(admin.client, `CREATE DATABASE ${name}`);
  const urlOf = (name: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href;
  const open = new AsyncDisposableStack();

  return {
    open: async (which: keyof typeof names) => {
      const { client } = open.use(await openPostgres(urlOf(names[which])));
      return await postgresStore(client, ports);
    },
    dumpAndRestore: async () => {
      const file = await Deno.makeTempFile({ suffix: ".sql" });
      await run("pg_dump", "--file", file, urlOf(names.one));
      await run("psql", "-q", "-v", "ON_ERROR_STOP=1", "--file", file, urlOf(names.other));
      await Deno.remove(file);
    },
    [Symbol.asyncDispose]: async () => {
      await open.disposeAsync();
      await using admin = await openPostgres(url);
      for (const name of Object.values(names)) {
        await tell(admin.client, `DROP DATABASE ${name} WITH (FORCE)`);
      }
    },
  };
}

async function run(program: string, ...args: readonly string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(program, { args: [...args] }).output();
  if (!success) throw new Error(`${program} failed: ${new TextDecoder().decode(stderr)}`);
}
