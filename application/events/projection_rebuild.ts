/** Asking for a projection to be rebuilt, and hearing of it. */

import type { Clock, Random } from "../ports.ts";
import type { Store } from "../store/store.ts";
import { unitOfWork } from "../store/unit_of_work.ts";
import { ProjectionNotFound } from "./projection_errors.ts";
import {
  type ProjectionRecord,
  PROJECTIONS,
  projectionStream,
  REBUILD_ASKED,
  wantedDefinition,
  withRebuild,
} from "./projection_records.ts";
import { readRecord } from "./subscription_records.ts";

/** What asking stands on. */
export interface AskRebuildPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
}

/**
 * Asks for a projection to be folded anew from the first event. The process that runs it does so,
 * while readers go on with what there is, and then see the new views. Asking leaves an event in the
 * log; to ask again while a rebuild is under way changes nothing.
 *
 * @throws {ProjectionNotFound}
 *
 * @example
 * ```ts
 * import { askRebuild, drain } from "@portico/core";
 * import { compose, readConfig } from "@portico/core/composition";
 *
 * await using application = await compose(readConfig({ STORE_URL: "memory:" }));
 * const { ports, subscriptions } = application;
 * await drain(ports, subscriptions);
 * await askRebuild(ports, "account-balances", "ada");
 * await drain(ports, subscriptions);
 * ```
 */
export async function askRebuild(
  ports: AskRebuildPorts,
  name: string,
  actor: string,
): Promise<void> {
  await unitOfWork(ports, async (tx) => {
    const document = await tx.get(PROJECTIONS, name);
    if (document === undefined) throw new ProjectionNotFound(name);
    const record = document.value as ProjectionRecord;
    if (record.rebuild !== null && record.rebuild.halted === null) return;
    const definition = wantedDefinition(record);
    tx.put({ collection: PROJECTIONS, id: name, value: withRebuild(record, definition) });
    tx.append(projectionStream(name), [{
      type: REBUILD_ASKED,
      data: { projection: name, version: definition.version },
      metadata: { actor },
    }]);
  });
}

/** Waits until there is a rebuild to do; answers whether there is, or the signal came first. */
export async function untilRebuildAsked(
  store: Store,
  name: string,
  signal: AbortSignal,
): Promise<boolean> {
  while (!signal.aborted) {
    const head = await store.head();
    const record = await readRecord<ProjectionRecord>(store, PROJECTIONS, name);
    const rebuild = record?.value.rebuild ?? null;
    if (rebuild !== null && rebuild.halted === null) return true;
    await store.changed(head, signal);
  }
  return false;
}
