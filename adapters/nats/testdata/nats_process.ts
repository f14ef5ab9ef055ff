/** A NATS server of a test's own, which can be stopped and started with its data kept. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { withFound } from "../../testdata/with_found.ts";

/** A server process. */
export interface NatsProcess extends AsyncDisposable {
  readonly url: string;
  /** Starts it; resolves when it takes connections. */
  readonly start: () => Promise<void>;
  /** Stops it, by SIGKILL unless told. */
  readonly stop: (signal?: "SIGTERM" | "SIGKILL") => Promise<void>;
  /** Lets it answer nothing, with all connections open. */
  readonly fallSilent: () => void;
  readonly wakeUp: () => void;
}

/** Where the server's program is, or why it is nowhere. */
export function findNatsProgram(): { readonly program: string } | { readonly missing: string } {
  const folders = [...(process.env.PATH ?? "").split(":"), "/usr/sbin", "/usr/bin"];
  const program = folders.map((folder) => join(folder, "nats-server")).find(existsSync);
  return program === undefined
    ? { missing: "the program nats-server is not installed" }
    : { program };
}

/** Registers tests that start servers of their own. */
export async function withNatsProgram(
  what: string,
  register: (program: string) => void | Promise<void>,
): Promise<void> {
  await withFound(what, findNatsProgram(), ({ program }) => register(program));
}

/** Starts a server on a free port, with an empty folder for its data. */
export async function startNats(program: string): Promise<NatsProcess> {
  const folder = await mkdtemp(join(tmpdir(), "portico-nats-"));
  const port = await freePort();
  let child: ChildProcess | undefined;

  async function start(): Promise<void> {
    const args = ["-a", "127.0.0.1", "-p", String(port), "-js", "-sd", folder];
    child = spawn(program, args, { stdio: "ignore" });
    await untilListening(port);
  }

  async function stop(signal: "SIGTERM" | "SIGKILL" = "SIGKILL"): Promise<void> {
    if (child === undefined) return;
    const exited = once(child, "exit");
    child.kill(signal);
    child = undefined;
    await exited;
  }

  function signal(name: "SIGSTOP" | "SIGCONT"): void {
    // By `child.kill` only the first one arrives.
    if (child?.pid !== undefined) process.kill(child.pid, name);
  }

  await start();
  return {
    url: `nats://127.0.0.1:${port}`,
    start,
    stop,
    fallSilent: () => signal("SIGSTOP"),
    wakeUp: () => signal("SIGCONT"),
    [Symbol.asyncDispose]: async () => {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function untilListening(port: number): Promise<void> {
  for (let attempts = 0; attempts < 400; attempts++) {
    const socket = connect(port, "127.0.0.1");
    const isOpen = await once(socket, "connect").then(() => true, () => false);
    socket.destroy();
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`No NATS server listens on port ${port}`);
}
