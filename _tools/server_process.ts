/** A server in a process of its own, for tests that must see what a person sees. */

/** How to start the server, and with what. */
export interface ServerStart {
  readonly command: readonly [string, ...string[]];
  readonly folder: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A server that answers. */
export interface ServerProcess {
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
  /** Sends SIGTERM and gives the exit code and what was printed. */
  readonly stop: () => Promise<Ended>;
}

/** How a process ended. */
export interface Ended {
  readonly code: number;
  readonly output: string;
}

/** Starts the server on a free port and waits until `/healthz` answers. */
export async function startServer(start: ServerStart): Promise<ServerProcess> {
  const origin = `http://127.0.0.1:${freePort()}`;
  const { child, ended } = spawn(start, { PORT: new URL(origin).port });
  const early = ended.then(({ code, output }) => {
    throw new Error(`The server ended with code ${code} before it answered:\n${output}`);
  });
  await Promise.race([early, answers(`${origin}/healthz`)]).catch(async (error) => {
    await terminate(child, ended);
    throw error;
  });
  early.catch(() => {});
  return { origin, stop: () => terminate(child, ended) };
}

/** Starts a process that serves nobody, sees it live for a while, and ends it by SIGTERM. */
export async function runForAWhile(start: ServerStart, milliseconds: number): Promise<Ended> {
  const { child, ended } = spawn(start, {});
  const early = await Promise.race([ended, pause(milliseconds)]);
  if (early !== undefined) {
    throw new Error(`Ended by itself with code ${early.code}:\n${early.output}`);
  }
  return await terminate(child, ended);
}

const patience = 30_000;

interface Running {
  readonly child: Deno.ChildProcess;
  readonly ended: Promise<Ended>;
}

function spawn({ command: [program, ...args], folder, env }: ServerStart, more: Env): Running {
  const child = new Deno.Command(program, {
    args,
    cwd: folder,
    env: { ...env, ...more },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const ended = child.output().then(({ code, stdout, stderr }) => ({
    code,
    output: decode(stdout) + decode(stderr),
  }));
  return { child, ended };
}

type Env = Readonly<Record<string, string>>;

async function terminate(child: Deno.ChildProcess, ended: Promise<Ended>): Promise<Ended> {
  signal(child, "SIGTERM");
  const late = setTimeout(() => signal(child, "SIGKILL"), patience);
  return await ended.finally(() => clearTimeout(late));
}

function signal(child: Deno.ChildProcess, name: Deno.Signal): void {
  try {
    child.kill(name);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // ended before the signal came
  }
}

async function answers(url: string): Promise<void> {
  const deadline = performance.now() + patience;
  while (performance.now() < deadline) {
    const response = await fetch(url).catch(() => undefined);
    await response?.body?.cancel();
    if (response?.ok) return;
    await pause(25);
  }
  throw new Error(`No answer from ${url} for ${patience} ms`);
}

function pause(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), milliseconds));
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
