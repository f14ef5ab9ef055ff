/** The start of a projection's life in the store, and its every later start. */

import { isConflict } from "../store/rerun.ts";
import type { Put, Store } from "../store/store.ts";
import type { Projection } from "./projection.ts";
import {
  type Definition,
  isSameDefinition,
  type ProjectionRecord,
  PROJECTIONS,
  projectionStream,
  REBUILD_ASKED,
  wantedDefinition,
  withRebuild,
} from "./projection_records.ts";
import { InvalidSubscription, requireName } from "./subscription.ts";
import { type Checkpoint, CHECKPOINTS, readRecord } from "./subscription_records.ts";

/**
 * Gives a projection its records, and has it rebuilt when its definition is new.
 *
 * @throws {InvalidSubscription} when a subscription has its name
 */
export async function openProjection(store: Store, projection: Projection<unknown>): Promise<void> {
  let opened = false;
  while (!opened) opened = await isOpened(store, projection);
}

/**
 * Requires what every projection must be.
 *
 * @throws {InvalidSubscription}
 */
export function requireUsable({ name, version, types }: Projection<unknown>): void {
  requireName(name);
  if (types.length === 0) throw new InvalidSubscription(`Cannot run "${name}": it has no types`);
  if (!Number.isSafeInteger(version) || version < 1) {
    throw new InvalidSubscription(`Cannot run "${name}": version is ${version}`);
  }
}

/** Does what is to do; answers whether it was done, or another process was faster. */
async function isOpened(
  store: Store,
  { name, version, types }: Projection<unknown>,
): Promise<boolean> {
  const mine: Definition = { version, types };
  const record = await readRecord<ProjectionRecord>(store, PROJECTIONS, name);
  if (record === undefined) return await create(store, name, mine);
  const wanted = wantedDefinition(record.value);
  if (isSameDefinition(mine, wanted) || mine.version < wanted.version) return true;
  const value = withRebuild(record.value, mine);
  return await isDone(store.commit({
    puts: [{ collection: PROJECTIONS, id: name, expect: record.version, value }],
    appends: [{
      stream: projectionStream(name),
      expect: "any",
      events: [{ type: REBUILD_ASKED, data: { projection: name, version } }],
    }],
  }));
}

async function create(store: Store, name: string, definition: Definition): Promise<boolean> {
  if (await readRecord(store, CHECKPOINTS, name) !== undefined) {
    // It may have been made this moment, together with the record.
    if (await readRecord(store, PROJECTIONS, name) !== undefined) return false;
    throw new InvalidSubscription(`Cannot run projection "${name}": a subscription has its name`);
  }
  const record: ProjectionRecord = { generation: 1, definition, rebuild: null, retired: [] };
  const checkpoint: Checkpoint = { position: 0, types: definition.types, halted: null };
  const puts: Put[] = [
    { collection: PROJECTIONS, id: name, expect: "none", value: record },
    { collection: CHECKPOINTS, id: name, expect: "none", value: checkpoint },
  ];
  return await isDone(store.commit({ puts }));
}

async function isDone(commit: Promise<unknown>): Promise<boolean> {
  try {
    await commit;
    return true;
  } catch (error) {
    if (!isConflict(error)) throw error;
    return false;
  }
}
