/** The programs of this folder in processes of their own, started as people start them. */

import { fileURLToPath } from "node:url";

/** A program that runs; disposing kills it. */
export interface Program extends AsyncDisposable {
  readonly pid: number;
  /** What it has printed on standard output. */
  readonly said: () => string;
  /** Resolves when standard output matches; rejects when the program ends before. */
  readonly says: (pattern: RegExp) => Promise<RegExpExecArray>;
  /** The same for standard error. */
  readonly logs: (pattern: RegExp) => Promise<RegExpExecArray>;
  /** Sends a signal to the process and nobody else; one that has ended takes none. */
  readonly kill: (signal: Deno.Signal) => void;
  readonly ended: Promise<Ended>;
  /** Sends a signal, if any, and waits for the end; rejects when it does not come. */
  readonly finish: (signal?: Deno.Signal) => Promise<Ended>;
}

/** How a program ended. */
export interface Ended {
  /** 128 and the signal's number after a kill. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A web process that takes requests. */
export interface WebProgram extends Program {
  /** Such as `http://127.0.0.1:8000`. */
  readonly origin: string;
  /** Asks as an operator. */
  readonly ask: (path: string, init?: RequestInit) => Promise<Response>;
}

/** Variables by name. */
export type Env = Readonly<Record<string, string>>;

const TOKEN = "token-of-operators";
const PATIENCE = 30_000;

/** Starts the web server on a free port and waits until it listens. */
export async function startWebProgram(env: Env): Promise<WebProgram> {
  const program = startProgram("main.ts", { PORT: "0", ADMIN_TOKEN: TOKEN, ...env });
  const [, origin = ""] = await program.says(/listens at (http:\S+?)\/, for/);
  return {
    ...program,
    origin,
    ask: (path, init) => {
      const headers = { authorization: `Bearer ${TOKEN}`, ...init?.headers };
      return fetch(origin + path, { ...init, headers });
    },
  };
}

/** Starts a program of the folder `web/`. */
export function startProgram(file: string, env: Env): Program {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "-A", "--no-check", fileURLToPath(new URL(`../${file}`, import.meta.url))],
    clearEnv: true,
    env: { ...inherited(), NO_COLOR: "1", ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  const ended = Promise.all([child.status, stdout.done, stderr.done])
    .then(([{ code }]) => ({ code, stdout: stdout.text(), stderr: stderr.text() }));
  const kill = (signal: Deno.Signal) => {
    try {
      child.kill(signal);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // it has ended
    }
  };
  return {
    pid: child.pid,
    said: stdout.text,
    says: (pattern) => within(PATIENCE, stdout.matches(pattern), stderr.text),
    logs: (pattern) => within(PATIENCE, stderr.matches(pattern), stdout.text),
    kill,
    ended,
    finish: async (signal) => {
      if (signal !== undefined) kill(signal);
      return await within(PATIENCE, ended, stderr.text).finally(() => kill("SIGKILL"));
    },
    [Symbol.asyncDispose]: async () => {
      kill("SIGKILL");
      await ended;
    },
  };
}

/** What the tests' own process has and a child cannot do without. */
function inherited(): Env {
  const names = ["PATH", "HOME", "DENO_DIR", "TMPDIR"];
  return Object.fromEntries(names.flatMap((name) => {
    const value = Deno.env.get(name);
    return value === undefined ? [] : [[name, value]];
  }));
}

function collect(stream: ReadableStream<Uint8Array>) {
  let text = "";
  let more = Promise.withResolvers<void>();
  let closed = false;
  const done = (async () => {
    for await (const part of stream.pipeThrough(new TextDecoderStream())) {
      text += part;
      more.resolve();
      more = Promise.withResolvers();
    }
    closed = true;
    more.resolve();
  })();
  return {
    text: () => text,
    done,
    matches: async (pattern: RegExp): Promise<RegExpExecArray | undefined> => {
      for (;;) {
        const found = pattern.exec(text);
        if (found !== null || closed) return found ?? undefined;
        await more.promise;
      }
    },
  };
}

async function within<Result>(
  ms: number,
  promise: Promise<Result | undefined>,
  excuse: () => string,
): Promise<Result> {
  const late = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => late.resolve(undefined), ms);
  const result = await Promise.race([promise, late.promise]);
  clearTimeout(timer);
  if (result === undefined) throw new Error(`The program did not do it:\n${excuse()}`);
  return result;
}
