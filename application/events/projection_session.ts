/** One run of one projection, from the moment it leads until it ends. */

import { isConflict } from "../store/rerun.ts";
import type { Conflict } from "../store/rerun.ts";
import { loadGenerations } from "./generations.ts";
import type { Leadership } from "./leadership.ts";
import type { Projection } from "./projection.ts";
import { ProjectionRun } from "./projection_run.ts";
import { PROJECTIONS } from "./projection_records.ts";
import type { SessionOptions } from "./session.ts";
import type { SubscriptionPorts } from "./subscription.ts";
import { CHECKPOINTS } from "./subscription_records.ts";

/**
 * Runs a projection until the signal is aborted: keeps the generation that serves up to date, and
 * does the rebuilds that were asked for.
 *
 * @throws what ended it otherwise: a lost fence, what is from the future, a newer definition, a halt,
 * or the store
 */
export async function runProjection(
  ports: SubscriptionPorts,
  projection: Projection<unknown>,
  { fence }: Pick<Leadership, "fence">,
  options: SessionOptions,
): Promise<void> {
  // What had halted is tried again by every new run, for it may be another software; but once only.
  let retry = true;
  for (let ended = false; !ended && !options.signal.aborted; retry = false) {
    const generations = await loadGenerations(ports.store, projection, fence);
    const run = new ProjectionRun(ports, projection, generations, { ...options, retry });
    try {
      ended = await run.run() === "ended";
    } catch (error) {
      // Somebody has asked for something meanwhile: it is looked at anew.
      if (!isConflict(error) || !isAboutRecords(error, projection.name)) throw error;
    }
  }
}

function isAboutRecords(conflict: Conflict, name: string): boolean {
  if (!("subject" in conflict) || !("id" in conflict.subject)) return false;
  const { collection, id } = conflict.subject;
  return id === name && (collection === PROJECTIONS || collection === CHECKPOINTS);
}
