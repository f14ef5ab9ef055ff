/** Waiting until views show what a reader has written. */

import { InvalidInput } from "../../domain/kernel/errors.ts";
import type { Store } from "../store/store.ts";
import type { ProjectionPorts, ReadOptions } from "./projection.ts";
import { NotConsistentYet, PositionBeyondHead } from "./projection_errors.ts";
import { type Definition, type ProjectionRecord, PROJECTIONS } from "./projection_records.ts";
import { readRecord } from "./subscription_records.ts";
import { waitUntilPassed } from "./wait_for.ts";

/** Milliseconds a reader waits at most. */
const WITHIN = 5000;
/** Milliseconds between two looks at which definition serves. */
const PAUSE = 25;

/**
 * Waits until everything up to a position is folded in, by this definition or a newer one.
 *
 * @throws {PositionBeyondHead | NotConsistentYet} and the signal's reason when it is aborted first
 */
export async function untilConsistent(
  ports: ProjectionPorts,
  definition: Definition & { readonly name: string },
  { consistentWith: position, signal }: ReadOptions,
): Promise<void> {
  if (position === undefined) return;
  await requirePosition(ports.store, position);
  if (position === 0) return;
  const { name } = definition;
  const waiting = new AbortController();
  const end = () => waiting.abort(signal?.reason);
  signal?.addEventListener("abort", end, { once: true });
  if (signal?.aborted) end();
  const deadline = ports.clock.sleep(WITHIN, waiting.signal)
    .then(() => waiting.abort(new NotConsistentYet(name, position)));
  try {
    const types = await servedTypes(ports, definition, waiting.signal);
    await waitUntilPassed(ports, { name, types }, position, { signal: waiting.signal });
  } finally {
    signal?.removeEventListener("abort", end);
    waiting.abort();
    await deadline;
  }
}

async function requirePosition(store: Store, position: number): Promise<void> {
  if (!Number.isSafeInteger(position) || position < 0) {
    const message = "must be a position of the log, a whole number from 0 on";
    throw new InvalidInput("the query", [{ path: "consistentWith", message }]);
  }
  const head = await store.head();
  if (position > head) throw new PositionBeyondHead(position, head);
}

/** Waits until a generation of this definition serves, or of a newer one; answers its types. */
async function servedTypes(
  { store, clock }: ProjectionPorts,
  definition: Definition & { readonly name: string },
  signal: AbortSignal,
): Promise<readonly string[]> {
  for (;;) {
    signal.throwIfAborted();
    const record = await readRecord<ProjectionRecord>(store, PROJECTIONS, definition.name);
    const served = record?.value.definition;
    if (served !== undefined && covers(served, definition)) return served.types;
    await clock.sleep(PAUSE, signal);
  }
}

function covers(served: Definition, wanted: Definition): boolean {
  return served.version > wanted.version ||
    served.version === wanted.version &&
      wanted.types.every((type) => served.types.includes(type));
}
