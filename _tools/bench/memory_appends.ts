/** Appends to the memory store beside pushing a clone of the event onto a bare array. */

import { memoryStore } from "../../adapters/memory/mod.ts";
import { randomIds, systemClock } from "../../adapters/system/mod.ts";
import { type Measured, sideBySide } from "./side_by_side.ts";
import { appendAll, deposits } from "./workload.ts";

const OPERATIONS = 50_000;

/** Measures the push as it is, the push behind one `await` each, and the store. */
export async function measureMemoryAppends(): Promise<readonly Measured[]> {
  const ports = { clock: systemClock(), newId: randomIds() };
  return await sideBySide([
    { name: "array push of a JSON clone", operations: OPERATIONS, run: pushAll },
    { name: "the same behind an await", operations: OPERATIONS, run: pushAllAwaited },
    {
      name: "memory store",
      operations: OPERATIONS,
      // A fresh store for each round, as the array is fresh.
      run: (operations) => appendAll(memoryStore(ports), operations, 1),
    },
  ]);
}

function pushAll(operations: number): void {
  const log: unknown[] = [];
  for (const next = deposits(); operations-- > 0;) {
    log.push(JSON.parse(JSON.stringify(next().appends?.[0]?.events[0])));
  }
}

async function pushAllAwaited(operations: number): Promise<void> {
  const log: unknown[] = [];
  // deno-lint-ignore require-await
  const push = async (event: unknown) => log.push(JSON.parse(JSON.stringify(event)));
  for (const next = deposits(); operations-- > 0;) await push(next().appends?.[0]?.events[0]);
}
