/** The second process of the two-process cases: a store that answers over standard input and output. */

import { type ChildProcess, spawn } from "node:child_process";
import process from "node:process";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { Changes, Find, Store } from "../../application/store/store.ts";
import { type Call, eachLine, sendLine, toWireError } from "./store_wire.ts";

/**
 * Serves a store to the kit until the kit is done with it, then closes it.
 *
 * @example A worker script beside an adapter's test
 * ```ts
 * import { storeWorker } from "@portico/core/conformance";
 * import { sqliteStore } from "@portico/core/sqlite";
 * import { randomIds, systemClock, systemRandom } from "@portico/core/system";
 * import process from "node:process";
 *
 * const ports = { clock: systemClock(), newId: randomIds(), random: systemRandom() };
 * const path = process.argv[2];
 * if (path !== undefined) await storeWorker(await sqliteStore(path, ports));
 * ```
 */
export async function storeWorker(store: Store): Promise<void> {
  await serveStore(store, process.stdin, process.stdout);
  await store[Symbol.asyncDispose]();
}

/**
 * Starts a worker script in the runtime of this process: Deno, Node or Bun.
 *
 * @example The `spawn` of a place
 * ```ts
 * import { spawnWorker, type StorePlace } from "@portico/core/conformance";
 *
 * const script = new URL("./store_worker.ts", import.meta.url);
 * const spawn: StorePlace["spawn"] = () => spawnWorker(script, "./data/case.db");
 * ```
 */
export function spawnWorker(script: URL, ...args: readonly string[]): ChildProcess {
  const flags = "Deno" in globalThis ? ["run", "-A"] : [];
  return spawn(process.execPath, [...flags, fileURLToPath(script), ...args], {
    stdio: ["pipe", "pipe", "inherit"],
  });
}

/** Answers the calls that come in, each as soon as the store has answered it. */
export async function serveStore(store: Store, input: Readable, output: Writable): Promise<void> {
  const aborts = new Map<number, AbortController>();
  sendLine(output, { ready: store.limits });
  await eachLine<Call>(input, (call) => {
    if ("abort" in call) {
      aborts.get(call.id)?.abort();
      return;
    }
    const controller = new AbortController();
    aborts.set(call.id, controller);
    operate(store, call, controller.signal)
      .then((result) => sendLine(output, { id: call.id, result }))
      .catch((error) => sendLine(output, { id: call.id, error: toWireError(error) }))
      .finally(() => aborts.delete(call.id));
  });
  for (const controller of aborts.values()) controller.abort();
}

async function operate(
  store: Store,
  { operation, args }: Exclude<Call, { readonly abort: true }>,
  signal: AbortSignal,
): Promise<unknown> {
  // The other end is this very kit, typed by the same port.
  const [first, second, third] = args as readonly [never, never, never];
  switch (operation) {
    case "commit":
      return await store.commit(first as Changes);
    case "receipt":
      return await store.receipt(first);
    case "readStream":
      return await store.readStream(first, second ?? {});
    case "readLog":
      return await store.readLog(first);
    case "head":
      return await store.head();
    case "get":
      return await store.get(first, second);
    case "getBy":
      return await store.getBy(first, second, third);
    case "find":
      return await store.find(first as Find);
    case "changed":
      return await store.changed(first, signal);
    case "close":
      return await store[Symbol.asyncDispose]();
  }
}
