/**
 * Measures the time from starting a process to its listening, and to its first answer: Portico in
 * memory and on an SQLite file, beside a bare Hono app, in turns.
 */

import { join } from "node:path";
import { projectRoot } from "../project.ts";

/** Milliseconds after the start. */
export interface ColdStart {
  readonly listening: number;
  readonly answering: number;
}

const ROUNDS = 15;
/** How many times as long as the bare app Portico may take until it listens. */
const AIM = 3;

/** Starts each program in turns; the first round warms caches and does not count. */
export async function measureColdStarts(
  rounds: number,
): Promise<ReadonlyMap<string, readonly ColdStart[]>> {
  const folder = await Deno.makeTempDir();
  try {
    const measured = new Map<string, ColdStart[]>();
    for (let round = 0; round <= rounds; round++) {
      for (const program of programs(folder)) {
        const start = await coldStart(program);
        if (round > 0) measured.set(program.name, [...measured.get(program.name) ?? [], start]);
      }
    }
    return measured;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

interface Program {
  readonly name: string;
  readonly module: string;
  readonly env: Readonly<Record<string, string>>;
}

function programs(folder: string): readonly Program[] {
  const bare = join(import.meta.dirname ?? "", "testdata/bare_hono.ts");
  const web = join(projectRoot, "web/main.ts");
  return [
    { name: "bare Hono app", module: bare, env: {} },
    { name: "Portico, memory:", module: web, env: { STORE_URL: "memory:" } },
    { name: "Portico, sqlite:", module: web, env: { STORE_URL: `sqlite:${join(folder, "a.db")}` } },
  ];
}

async function coldStart({ module, env }: Program): Promise<ColdStart> {
  const port = freePort();
  const started = performance.now();
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "-A", module],
    cwd: projectRoot,
    env: { ...env, PORT: String(port) },
    stdin: "null",
    stdout: "null",
    stderr: "inherit",
  }).spawn();
  try {
    using connection = await connected(port);
    const listening = performance.now() - started;
    const request = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    await connection.write(new TextEncoder().encode(request));
    await connection.read(new Uint8Array(1024));
    return { listening, answering: performance.now() - started };
  } finally {
    child.kill("SIGKILL");
    await child.status;
  }
}

async function connected(port: number): Promise<Deno.Conn> {
  for (const until = performance.now() + 10_000; performance.now() < until;) {
    try {
      return await Deno.connect({ hostname: "127.0.0.1", port });
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }
  throw new Error("It does not listen");
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;
}

if (import.meta.main) {
  let bare: ColdStart | undefined;
  for (const [name, starts] of await measureColdStarts(ROUNDS)) {
    const listening = median(starts.map(({ listening }) => listening));
    const answering = median(starts.map(({ answering }) => answering));
    bare ??= { listening, answering };
    const ratio = listening / bare.listening;
    console.log(
      `${name.padEnd(17)} listens after ${listening.toFixed(0)} ms, ${
        ratio.toFixed(2)
      } times the ` +
        `bare app (at most ${AIM}); answers after ${answering.toFixed(0)} ms, ` +
        `${(answering / bare.answering).toFixed(2)} times`,
    );
    if (ratio > AIM) Deno.exitCode = 1;
  }
}
