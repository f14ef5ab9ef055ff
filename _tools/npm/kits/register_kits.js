/** The conformance kits on the stores of the installed package, for any test runner. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawnWorker, storeConformance } from "@portico/core/conformance";
import { memoryStore } from "@portico/core/memory";
import { sqliteStore } from "@portico/core/sqlite";
import { randomIds, systemClock, systemRandom } from "@portico/core/system";

const ports = { clock: systemClock(), newId: randomIds(), random: systemRandom() };

/** Registers every kit on every store. */
export function registerKits(test) {
  storeConformance({
    test: named("memory", test),
    create: memoryPlace,
    capabilities: {
      persistent: { missing: "memory ends with its process" },
      twoInstances: { missing: "each instance has its own memory" },
      twoProcesses: { missing: "no other process sees this memory" },
    },
  });
  storeConformance({
    test: named("sqlite", test),
    create: sqlitePlace,
    capabilities: { persistent: true, twoInstances: true, twoProcesses: true },
  });
}

function named(technology, test) {
  const register = (name, run) => test(`${technology} ${name}`, run);
  return Object.assign(register, {
    skip: (name, run) => test.skip(`${technology} ${name}`, run),
  });
}

function memoryPlace() {
  const store = memoryStore(ports);
  return Promise.resolve({
    open: () => Promise.resolve(store),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  });
}

async function sqlitePlace() {
  const folder = await mkdtemp(join(tmpdir(), "portico-kit-"));
  const path = join(folder, "store.db");
  return {
    open: () => sqliteStore(path, ports),
    spawn: () => spawnWorker(new URL("./sqlite_worker.js", import.meta.url), path),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}
