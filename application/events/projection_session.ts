/** One run of one projection, from the moment it leads until it ends. */

import type { Leadership } from "./leadership.ts";
import { GenerationRun } from "./generation_run.ts";
import type { Projection } from "./projection.ts";
import type { SessionOptions } from "./session.ts";
import type { SubscriptionPorts } from "./subscription.ts";
import { type Checkpoint, CHECKPOINTS, readRecord } from "./subscription_records.ts";
import { type ProjectionRecord, PROJECTIONS } from "./projection_records.ts";

/** Milliseconds after which an idle session writes down how far it has looked. */
const SAVE_AFTER = 1000;

/**
 * Runs a projection until the signal is aborted.
 *
 * @throws what ended it otherwise: a lost fence, an event from the future, a halt, or the store
 */
export async function runProjection(
  ports: SubscriptionPorts,
  projection: Projection<unknown>,
  { fence }: Pick<Leadership, "fence">,
  { signal, once }: SessionOptions,
): Promise<void> {
  const { store, clock } = ports;
  const { name, types } = projection;
  const record = await readRecord<ProjectionRecord>(store, PROJECTIONS, name);
  const checkpoint = await readRecord<Checkpoint>(store, CHECKPOINTS, name);
  const generation = record?.value.generation ?? 1;
  const run = new GenerationRun({
    name,
    types,
    store,
    fence,
    views: projection.views(store, generation),
    mark: (position) => ({
      collection: CHECKPOINTS,
      id: name,
      value: { position, types, halted: null } satisfies Checkpoint,
    }),
    marked: () => {},
  }, checkpoint?.value.position ?? 0);
  while (!signal.aborted) {
    const { moved } = await run.advance();
    if (moved) continue;
    if (once) break;
    const turn = new AbortController();
    const end = () => turn.abort();
    signal.addEventListener("abort", end, { once: true });
    try {
      await Promise.race([
        store.changed(run.position, turn.signal),
        clock.sleep(run.unsaved > 0 ? SAVE_AFTER : 60_000, turn.signal).then(() => run.save()),
      ]);
    } finally {
      signal.removeEventListener("abort", end);
      turn.abort();
    }
  }
  await run.save();
}
