/** How subscriptions are doing, as any process can tell from the store. */

import type { Store } from "../store/store.ts";
import {
  type Checkpoint,
  CHECKPOINTS,
  type ErrorRecord,
  type Heartbeat,
  HEARTBEATS,
  readAll,
  readPending,
  readRecord,
} from "./subscription_records.ts";

/** The state of one subscription. */
export interface SubscriptionStatus {
  readonly name: string;
  readonly types: readonly string[] | "*";
  /** `running` until its run has ended in good order; a run that was killed still says so. */
  readonly state: "running" | "stopped" | "halted";
  /** Who runs it, or ran it last. */
  readonly owner: string | null;
  /** Every event at or below is handled, or waiting. */
  readonly position: number;
  /** Positions of the log past it, of any type. */
  readonly behind: number;
  /** Events that wait for an attempt, or behind one that does. */
  readonly waiting: number;
  /** Events that failed for good. */
  readonly dead: number;
  /** What it halted at, and why. */
  readonly halted: { readonly position: number; readonly error: ErrorRecord } | null;
}

/** Tells how every subscription is doing that ever ran on the store, by name. */
export async function subscriptionStatus(store: Store): Promise<readonly SubscriptionStatus[]> {
  const head = await store.head();
  const all: SubscriptionStatus[] = [];
  for await (const { id, value } of readAll(store, CHECKPOINTS)) {
    all.push(await statusOf(store, id, value as Checkpoint, head));
  }
  return all;
}

async function statusOf(
  store: Store,
  name: string,
  { position, types, halted }: Checkpoint,
  head: number,
): Promise<SubscriptionStatus> {
  const heartbeat = (await readRecord<Heartbeat>(store, HEARTBEATS, name))?.value;
  let waiting = 0;
  let dead = 0;
  for await (const { pending } of readPending(store, name)) {
    if (pending.state === "dead") dead++;
    else waiting++;
  }
  const running = heartbeat !== undefined && !heartbeat.stopped;
  return {
    name,
    types,
    state: halted !== null ? "halted" : running ? "running" : "stopped",
    owner: heartbeat?.owner ?? null,
    position,
    behind: Math.max(0, head - position),
    waiting,
    dead,
    halted,
  };
}
