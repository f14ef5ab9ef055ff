/** Writers whose connections are terminated again and again, and what must have become of them. */

import { assert, assertEquals } from "@std/assert";
import postgres from "postgres";
import { isDomainError } from "../../../domain/kernel/errors.ts";
import type { Changes, Store } from "../../../application/store/store.ts";
import { postgresStore } from "../mod.ts";
import { testPlace } from "./place.ts";
import { systemPorts } from "../../testdata/system_ports.ts";

const WRITERS = 8;
const EVERY = 200;

/** What a writer was told. */
interface Told {
  readonly committed: string[];
  /** Commits of which it could not be learned whether they took place. */
  readonly unknown: string[];
}

/**
 * Lets writers commit for so many milliseconds while all of their connections are terminated every
 * 200 ms: each commit must be answered, be there once when it was told, and be whole.
 */
export async function surviveTerminations(url: string, duration: number): Promise<void> {
  const name = `portico-${crypto.randomUUID()}`;
  await using place = testPlace(url);
  await using endangered = namedClient(url, name);
  await using store = await postgresStore(endangered.sql, systemPorts, { schema: place.schema });
  await using reader = await place.open();
  const until = systemPorts.clock.monotonic() + duration;
  const over = () => systemPorts.clock.monotonic() >= until;
  const seen: number[] = [];

  const [terminated, , ...told] = await Promise.all([
    terminate(place, name, over),
    follow(store, seen, over),
    ...Array.from({ length: WRITERS }, (_, writer) => write(store, writer, over)),
  ]);
  assert(terminated > 0, "No backend was terminated");

  const committed = told.flatMap((each) => each.committed);
  const possible = new Set([...committed, ...told.flatMap((each) => each.unknown)]);
  const events = await reader.readStream("all");
  const stored = events.map(({ data }) => String(data));
  assert(committed.length > 0, "Nothing was committed");
  assertEquals(new Set(stored).size, stored.length, "Nothing is doubled");
  assertEquals(committed.filter((id) => !stored.includes(id)), [], "Nothing is lost");
  assertEquals(stored.filter((id) => !possible.has(id)), [], "What was refused is not there");
  const documents = await reader.find({ collection: "things", limit: 1_000_000 });
  assertEquals(documents.items.map(({ id }) => id), stored.toSorted(), "Each commit is whole");
  assertEquals(await reader.head(), stored.length);
  assertEquals(seen, seen.map((_, at) => at + 1), "The reader saw every position once, in order");
}

/** A client whose next statement may still hear of the end of its last connection. */
function namedClient(url: string, name: string): { readonly sql: postgres.Sql } & AsyncDisposable {
  const connection = { application_name: name };
  const sql = postgres(url, { max: 4, fetch_types: false, onnotice: () => {}, connection });
  return { sql, [Symbol.asyncDispose]: () => sql.end({ timeout: 1 }) };
}

async function write(store: Store, writer: number, over: () => boolean): Promise<Told> {
  const told: Told = { committed: [], unknown: [] };
  for (let number = 0; !over(); number++) {
    const id = `${writer}-${number}`;
    const changes: Changes = {
      appends: [{ stream: "all", expect: "any", events: [{ type: "Written", data: id }] }],
      puts: [{ collection: "things", id, expect: "none", value: number }],
    };
    try {
      await store.commit(number % 2 === 0 ? changes : { ...changes, id });
      told.committed.push(id);
    } catch (error) {
      if (!isDomainError(error) || error.kind !== "unavailable") throw error;
      if (error.code === "store/outcome-unknown") told.unknown.push(id);
    }
  }
  return told;
}

async function follow(store: Store, seen: number[], over: () => boolean): Promise<void> {
  while (!over()) {
    const { events } = await store.readLog({ after: seen.length, limit: 100 });
    seen.push(...events.map(({ position }) => position));
    if (events.length === 0) {
      const patience = new AbortController();
      const waited = systemPorts.clock.sleep(EVERY, patience.signal);
      await Promise.race([store.changed(seen.length, patience.signal), waited]);
      patience.abort();
    }
  }
}

async function terminate(
  { sql }: ReturnType<typeof testPlace>,
  name: string,
  over: () => boolean,
): Promise<number> {
  let terminated = 0;
  while (!over()) {
    await systemPorts.clock.sleep(EVERY);
    const backends = await sql`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = ${name}`;
    terminated += backends.length;
  }
  return terminated;
}
