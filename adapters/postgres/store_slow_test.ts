import { assertEquals } from "@std/assert";
import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { fileURLToPath } from "node:url";
import type { Store } from "../../application/store/store.ts";
import { testPlace } from "./testdata/place.ts";
import { withPostgres } from "./testdata/server.ts";
import { surviveTerminations } from "./testdata/terminations.ts";

const PROCESSES = ["left", "right"];
const WRITERS = 8;
const APPENDS = 6250;
const EVENTS = PROCESSES.length * WRITERS * APPENDS;

async function runWriters(url: string, schema: string, name: string): Promise<unknown> {
  const script = fileURLToPath(new URL("testdata/busy_writers.ts", import.meta.url));
  const args = ["run", "-A", script, url, schema, name, `${WRITERS}`, `${APPENDS}`];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"] });
  const [code] = await once(child, "exit");
  return code;
}

/** Reads on as the log grows, and gives how far each stream was seen; nothing may be left out. */
async function followAll(store: Store): Promise<ReadonlyMap<string, number>> {
  const versions = new Map<string, number>();
  const { signal } = new AbortController();
  for (let after = 0; after < EVENTS;) {
    const { events, through } = await store.readLog({ after, limit: 1000 });
    for (const { position, stream, version } of events) {
      assertEquals(position, ++after);
      assertEquals(version, (versions.get(stream) ?? 0) + 1);
      versions.set(stream, version);
    }
    assertEquals(through, after);
    if (events.length === 0) await store.changed(after, signal);
  }
  return versions;
}

await withPostgres("long runs on PostgreSQL", (url) => {
  Deno.test("sixteen writers in two processes and a reader: every position once, in order", async () => {
    await using place = testPlace(url);
    await using store = await place.open();

    const [versions, ...codes] = await Promise.all([
      followAll(store),
      ...PROCESSES.map((name) => runWriters(url, place.schema, name)),
    ]);

    assertEquals(codes, PROCESSES.map(() => 0));
    assertEquals([...versions.values()], Array(PROCESSES.length * WRITERS).fill(APPENDS));
    assertEquals(await store.head(), EVENTS);
  });

  Deno.test("backends that are terminated every 200 ms for 10 s lose and double nothing", async () => {
    await surviveTerminations(url, 10_000);
  });
});
