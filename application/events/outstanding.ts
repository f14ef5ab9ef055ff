/** What a subscription has yet to do. */

import type { Recorded } from "../store/store.ts";
import type { Subscription } from "./subscription.ts";
import {
  type Checkpoint,
  CHECKPOINTS,
  doneCollection,
  type Pending,
  positionId,
  readPending,
  readRecord,
} from "./subscription_records.ts";
import type { WaitPorts } from "./wait_for.ts";

/**
 * `now`: something is being done, or is about to be; `later`: all that is left waits for a later
 * attempt, or for an operator.
 */
export type Outstanding = "now" | "later" | "nothing";

/** Tells what a subscription, or projection, has yet to do with an event. */
export async function outstandingFor(
  ports: WaitPorts,
  { name, types }: Pick<Subscription, "name" | "types">,
  { type, stream, position }: Recorded,
): Promise<Outstanding> {
  const { store } = ports;
  if (types !== "*" && !types.includes(type)) return "nothing";
  const checkpoint = await readRecord<Checkpoint>(store, CHECKPOINTS, name);
  const isPassed = position <= (checkpoint?.value.position ?? 0) ||
    await store.get(doneCollection(name), positionId(position)) !== undefined;
  if (isPassed) return await outstandingOf(ports, name, stream);
  return (checkpoint?.value.halted ?? null) === null ? "now" : "later";
}

/** Tells what a subscription has left of the events that it passed by, of one stream or of all. */
export async function outstandingOf(
  { store, clock }: WaitPorts,
  subscription: string,
  stream?: string,
): Promise<Outstanding> {
  const seen = new Set<string>();
  const by = stream === undefined ? undefined : { index: "stream", equal: stream } as const;
  for await (const { pending } of readPending(store, subscription, by)) {
    // The oldest of a stream decides: the others wait behind it.
    if (seen.has(pending.stream)) continue;
    if (!isPutOff(pending, clock.now())) return "now";
    seen.add(pending.stream);
  }
  return seen.size === 0 ? "nothing" : "later";
}

function isPutOff({ state, nextAt }: Pending, now: number): boolean {
  return state === "dead" || (state === "retrying" && nextAt > now);
}
