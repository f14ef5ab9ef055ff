/** Leaving a record of a halt, for operators of any process. */

import { isDomainError } from "../../domain/kernel/errors.ts";
import type { DocumentCheck, Store } from "../store/store.ts";
import type { SubscriptionHalted } from "./subscription.ts";
import { type Checkpoint, CHECKPOINTS, errorRecord, readRecord } from "./subscription_records.ts";

/** Tells whether a run has halted. */
export function isHalt(error: unknown): error is SubscriptionHalted {
  return isDomainError(error) && error.code === "subscriptions/halted";
}

/** Notes at the checkpoint what a run halted at. */
export async function noteHalt(
  store: Store,
  fence: DocumentCheck,
  { subscription: id, position, cause }: SubscriptionHalted,
): Promise<void> {
  const before = await readRecord<Checkpoint>(store, CHECKPOINTS, id);
  if (before === undefined) return;
  const halted = { position, error: errorRecord(cause) };
  const value: Checkpoint = { ...before.value, halted };
  await store.commit({
    checks: [fence],
    puts: [{ collection: CHECKPOINTS, id, expect: "any", value }],
  });
}
