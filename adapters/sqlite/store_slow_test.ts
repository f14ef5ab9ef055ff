import { assert, assertEquals } from "@std/assert";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Store } from "../../application/store/store.ts";
import { sqliteStore } from "./mod.ts";
import { systemPorts } from "../testdata/system_ports.ts";
import { temporaryFile } from "./testdata/temporary_file.ts";

interface BusyProcess {
  readonly child: ChildProcess;
  /** What it wrote until it ended, line by line. */
  readonly lines: Promise<readonly string[]>;
}

function startBusyProcess(path: string, name: string, duration: number): BusyProcess {
  const script = fileURLToPath(new URL("testdata/busy_process.ts", import.meta.url));
  const args = ["run", "-A", script, path, name, `${duration}`];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  return { child, lines: allLines(child) };
}

async function allLines(child: ChildProcess): Promise<readonly string[]> {
  const ended = once(child, "exit");
  const lines: string[] = [];
  if (child.stdout) {
    for await (const line of createInterface({ input: child.stdout })) lines.push(line);
  }
  await ended;
  return lines;
}

/** Gives the numbers of the commits that are stored, each of which must be whole. */
async function wholeCommits(store: Store, name: string): Promise<readonly number[]> {
  const left = await store.readStream(`${name}-left`);
  const right = await store.readStream(`${name}-right`);
  const documents = await store.find({ collection: name, limit: 1_000_000 });
  const numbers = left.map(({ data }) => (data as { number: number }).number);

  assertEquals(right.map(({ data }) => data), left.flatMap(({ data }) => [data, data]));
  assertEquals(
    documents.items.map(({ value }) => Number(value)).sort((a, b) => a - b),
    numbers.toSorted((a, b) => a - b),
  );
  return numbers;
}

Deno.test("a process that is killed while it commits leaves whole commits, none of them lost", async () => {
  await using file = await temporaryFile();
  let total = 0;

  for (let round = 1; round <= 10; round++) {
    const { child, lines } = startBusyProcess(file.path, `process-${round}`, 60_000);
    if (child.stdout) await once(child.stdout, "data");
    await systemPorts.clock.sleep(100 + systemPorts.random() * 200);
    child.kill("SIGKILL");
    // The last line may be cut short by the kill.
    const told = (await lines).slice(0, -1).map(Number);
    await using store = await sqliteStore(file.path, systemPorts);
    const stored = new Set(await wholeCommits(store, `process-${round}`));

    assert(told.length > 0);
    assertEquals(told.filter((number) => !stored.has(number)), []);
    total += stored.size * 3;
    assertEquals(await store.head(), total);
  }
});

Deno.test("many processes start cold on one new file, and all of them commit", async () => {
  await using file = await temporaryFile();
  const names = ["a", "b", "c", "d", "e", "f"];

  const all = await Promise.all(
    names.map((name) => startBusyProcess(file.path, name, 500).lines),
  );

  await using store = await sqliteStore(file.path, systemPorts);
  let head = 0;
  for (const [at, name] of names.entries()) {
    const { commits } = JSON.parse(all[at]?.at(-1) ?? "{}");
    assertEquals((await wholeCommits(store, name)).length, commits);
    assert(commits > 0, `${name} never committed`);
    head += commits * 3;
  }
  assertEquals(await store.head(), head);
});

Deno.test("while two processes write, both get their share and no event loop stands still", async () => {
  await using file = await temporaryFile();

  const all = await Promise.all(
    ["a", "b"].map((name) => startBusyProcess(file.path, name, 3000).lines),
  );

  const results = all.map((lines) => JSON.parse(lines.at(-1) ?? "{}"));
  for (const { commits, longest } of results) {
    // A few milliseconds on a machine at rest; waiting inside of SQLite takes most of a second.
    assert(commits > 100, `only ${commits} commits`);
    assert(longest < 500, `nothing else had a turn for ${longest} ms`);
  }
});
