/**
 * Measures the time from starting a process to its listening: Portico on an SQLite file, and in
 * memory, beside a bare Hono app, in turns.
 */

import { join } from "node:path";
import { projectRoot } from "../project.ts";

/** Milliseconds to listening. */
export interface ColdStart {
  readonly name: string;
  readonly median: number;
  readonly fastest: number;
}

const ROUNDS = 15;
/** How many times as long as the bare app Portico may take. */
const AIM = 3;

/** Starts each program in turns; the first round warms caches and does not count. */
export async function measureColdStarts(rounds: number): Promise<readonly ColdStart[]> {
  const folder = await Deno.makeTempDir();
  try {
    const times = programs(folder).map((program) => ({ ...program, times: [] as number[] }));
    for (let round = 0; round <= rounds; round++) {
      for (const { module, env, times: measured } of times) {
        const time = await timeToListening(module, env);
        if (round > 0) measured.push(time);
      }
    }
    return times.map(({ name, times }) => ({ name, ...summary(times) }));
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
  const web = join(projectRoot, "web/main.ts");
  return [
    {
      name: "bare Hono app",
      module: join(import.meta.dirname ?? "", "testdata/bare_hono.ts"),
      env: {},
    },
    { name: "Portico, memory:", module: web, env: { STORE_URL: "memory:" } },
    { name: "Portico, sqlite:", module: web, env: { STORE_URL: `sqlite:${join(folder, "a.db")}` } },
  ];
}

/** The first line on standard output says that the program listens. */
async function timeToListening(module: string, env: Program["env"]): Promise<number> {
  const started = performance.now();
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "-A", "--no-check", module],
    cwd: projectRoot,
    env: { ...env, PORT: "0" },
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const reader = child.stdout.getReader();
  const { done } = await reader.read();
  const time = performance.now() - started;
  await reader.cancel();
  child.kill("SIGKILL");
  await child.status;
  if (done) throw new Error(`${module} ended before it listened`);
  return time;
}

function summary(times: readonly number[]): { readonly median: number; readonly fastest: number } {
  const sorted = times.toSorted((a, b) => a - b);
  return { median: sorted[Math.floor(sorted.length / 2)] ?? NaN, fastest: sorted[0] ?? NaN };
}

if (import.meta.main) {
  const [bare, ...portico] = await measureColdStarts(ROUNDS);
  if (bare === undefined) throw new TypeError("Nothing was measured");
  for (const { name, median, fastest } of [bare, ...portico]) {
    const ratio = (median / bare.median).toFixed(2);
    console.log(
      `${name.padEnd(18)} median ${median.toFixed(0)} ms, fastest ${fastest.toFixed(0)} ms, ` +
        `${ratio} times the bare app (at most ${AIM})`,
    );
  }
  Deno.exitCode = portico.every(({ median }) => median <= AIM * bare.median) ? 0 : 1;
}
