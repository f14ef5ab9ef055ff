/** The start of a subscription's life in the store, and its every later start. */

import { isConflict } from "../store/rerun.ts";
import type { Store } from "../store/store.ts";
import { PROJECTIONS } from "./projection_records.ts";
import {
  InvalidSubscription,
  type SubscriptionSettings,
  SubscriptionTypesGrown,
} from "./subscription.ts";
import { type Checkpoint, CHECKPOINTS, readRecord } from "./subscription_records.ts";

/**
 * Gives a subscription its checkpoint, before it is run.
 *
 * @throws {SubscriptionTypesGrown}
 * @throws {InvalidSubscription} when a projection has its name
 */
export async function openSubscription(
  store: Store,
  settings: SubscriptionSettings,
): Promise<void> {
  const { name, types, from } = settings;
  const before = await readRecord<Checkpoint>(store, CHECKPOINTS, name);
  if (before === undefined) {
    const position = await firstPosition(store, from);
    return await write(store, settings, { position, types, halted: null }, 0);
  }
  if (await readRecord(store, PROJECTIONS, name) !== undefined) {
    throw new InvalidSubscription(`Cannot run subscription "${name}": a projection has its name`);
  }
  const added = addedTypes(before.value.types, types);
  if (added.length > 0 && from !== "now") throw new SubscriptionTypesGrown(name, added);
  if (JSON.stringify(before.value.types) !== JSON.stringify(types)) {
    await write(store, settings, { ...before.value, types }, before.version);
  }
}

/** Writes the checkpoint, unless another process was faster: then its word is looked at. */
async function write(
  store: Store,
  settings: SubscriptionSettings,
  value: Checkpoint,
  expect: number,
): Promise<void> {
  try {
    await store.commit({ puts: [{ collection: CHECKPOINTS, id: settings.name, expect, value }] });
  } catch (error) {
    if (!isConflict(error)) throw error;
    await openSubscription(store, settings);
  }
}

async function firstPosition(store: Store, from: SubscriptionSettings["from"]): Promise<number> {
  if (from === "beginning") return 0;
  return from === "now" ? await store.head() : from;
}

function addedTypes(before: Checkpoint["types"], now: Checkpoint["types"]): readonly string[] {
  if (before === "*") return [];
  return now === "*" ? ["*"] : now.filter((type) => !before.includes(type));
}
