/** A Redis server of the test's own, which can be killed and started again. */

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { Redis } from "ioredis";

/** A server, and its switch. */
export interface OwnServer extends AsyncDisposable {
  readonly url: string;
  /** Kills it. */
  readonly stop: () => Promise<void>;
  /** Resolves when it answers. */
  readonly start: () => Promise<void>;
  /** Has it stand still, and go on. */
  readonly pause: () => void;
  readonly resume: () => void;
}

/**
 * Tells why no server can be started here; `undefined` when one can, or when `REQUIRE_SERVICES=1`
 * has the tests fail instead.
 */
export function missingServer(): string | undefined {
  if (process.env.REQUIRE_SERVICES === "1") return undefined;
  const { error } = spawnSync("redis-server", ["--version"]);
  return error === undefined ? undefined : `redis-server cannot be started (${error.message})`;
}

/** Starts a server on a free port that keeps whatever it has acknowledged; settings are added. */
export async function startOwnServer(settings: readonly string[] = []): Promise<OwnServer> {
  const folder = await mkdtemp(join(tmpdir(), "portico-redis-"));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let server: ChildProcess | undefined;

  async function start(): Promise<void> {
    if (server !== undefined) return;
    const kept = ["--appendonly", "yes", "--appendfsync", "always", "--save", ""];
    const place = ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder];
    server = spawn("redis-server", [...place, ...kept, ...settings], { stdio: "ignore" });
    await untilReady(url);
  }

  async function stop(): Promise<void> {
    const stopped = server;
    server = undefined;
    if (stopped === undefined) return;
    const exited = once(stopped, "exit");
    stopped.kill("SIGKILL");
    await exited;
  }

  await start();
  return {
    ...{ url, start, stop },
    // What Deno's `kill` of a child has signalled once, it takes to be gone.
    pause: () => void process.kill(server?.pid ?? NaN, "SIGSTOP"),
    resume: () => void process.kill(server?.pid ?? NaN, "SIGCONT"),
    [Symbol.asyncDispose]: async () => {
      await stop();
      await rm(folder, { recursive: true });
    },
  };
}

async function untilReady(url: string): Promise<void> {
  const redis = new Redis(url, { retryStrategy: () => 20, maxRetriesPerRequest: null });
  redis.on("error", () => {});
  await redis.ping();
  redis.disconnect();
}

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address() as AddressInfo;
  listener.close();
  await once(listener, "close");
  return port;
}

/** Registers a test that needs a server of its own; where none can be started, it is skipped. */
export function testWithServer(
  name: string,
  run: () => Promise<void>,
): void {
  const missing = missingServer();
  if (missing === undefined) {
    Deno.test(name, run);
    return;
  }
  const title = `${name} (skipped: ${missing})`;
  // deno-lint-ignore portico/no-console -- for those who run the tests
  console.info(title);
  Deno.test.ignore(title, () => {});
}
