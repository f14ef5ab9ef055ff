/** The Store port over a worker process: the near end of {@linkcode storeWorker}. */

import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import type { Limits, Store } from "../../application/store/store.ts";
import { within } from "./assertions.ts";
import type { OtherProcess } from "./store_case.ts";
import { type Answer, eachLine, fromWireError, type Operation, sendLine } from "./store_wire.ts";

/** Longest a worker may take from its start to its first line, in milliseconds. */
const LONGEST_START = 30_000;

/** Waits until a worker is ready, and gives its store; closing it ends the process. */
export async function processStore(child: ChildProcess): Promise<OtherProcess> {
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw new Error("Cannot use a worker without pipes");
  const gone = once(child, "exit");
  // A killed worker breaks the pipe; the calls that were open learn of it by the end of its output.
  stdin.on("error", () => {});
  const { store, done } = await within(LONGEST_START, "The worker", remoteStore(stdout, stdin));
  const end = async () => {
    stdin.end();
    await gone;
    await done;
  };
  return {
    store: {
      ...store,
      [Symbol.asyncDispose]: async () => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        await store[Symbol.asyncDispose]();
        await end();
      },
    },
    kill: async () => {
      child.kill("SIGKILL");
      await gone;
      await done;
    },
  };
}

/** A store at the other end of two streams. */
export interface RemoteStore {
  readonly store: Store;
  /** Resolves when the other end has ended; whatever was open then rejects. */
  readonly done: Promise<void>;
}

/** Waits for the first line of the other end, and gives a store that sends every call there. */
export async function remoteStore(input: Readable, output: Writable): Promise<RemoteStore> {
  const open = new Map<number, PromiseWithResolvers<unknown>>();
  const ready = Promise.withResolvers<Limits>();
  const over = () => new Error("The other process has ended");
  let last = 0;
  let ended = false;

  const done = eachLine<Answer>(input, (answer) => {
    if ("ready" in answer) return ready.resolve(answer.ready);
    const { id, result, error } = answer;
    if (error === undefined) open.get(id)?.resolve(result);
    else open.get(id)?.reject(fromWireError(error));
    open.delete(id);
  }).finally(() => {
    ended = true;
    ready.reject(over());
    for (const call of open.values()) call.reject(over());
  });

  // The other end is this very kit, typed by the same port.
  async function call<Result>(operation: Operation, ...args: readonly unknown[]): Promise<Result> {
    return await start(operation, args).promise as Result;
  }

  function start(operation: Operation, args: readonly unknown[]) {
    const answer = Promise.withResolvers<unknown>();
    const id = ++last;
    if (ended) answer.reject(over());
    else {
      open.set(id, answer);
      sendLine(output, { id, operation, args });
    }
    return { id, promise: answer.promise };
  }

  async function changed(after: number, signal: AbortSignal): Promise<void> {
    const { id, promise } = start("changed", [after]);
    const abort = () => sendLine(output, { id, abort: true });
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    await promise.finally(() => signal.removeEventListener("abort", abort));
  }

  const store: Store = {
    limits: await ready.promise,
    commit: (changes) => call("commit", changes),
    receipt: (id) => call("receipt", id),
    readStream: (stream, range) => call("readStream", stream, range),
    readLog: (range) => call("readLog", range),
    head: () => call("head"),
    get: (collection, id) => call("get", collection, id),
    getBy: (collection, key, value) => call("getBy", collection, key, value),
    find: (query) => call("find", query),
    changed,
    [Symbol.asyncDispose]: () => call("close"),
  };
  return { store, done };
}
