/** What subscriptions keep in the store, and where. */

import type { Json } from "../../domain/kernel/json.ts";
import type { Document, Store } from "../store/store.ts";
import type { StagedPut } from "../store/transaction.ts";

/** How far a subscription has come; its id is the subscription's name. */
export const CHECKPOINTS = "portico.checkpoints";
/** Who may run a subscription; only a take-over changes it. */
export const FENCES = "portico.fences";
/** Signs of life of who runs a subscription. */
export const HEARTBEATS = "portico.heartbeats";

/** Every event at or below `position` is handled, or has a record of its own. */
export type Checkpoint = {
  readonly position: number;
  readonly types: readonly string[] | "*";
  readonly halted: { readonly position: number; readonly error: ErrorRecord } | null;
};

/** The run that holds a subscription. */
export type Fence = { readonly owner: string };

/** Changes for as long as the owner lives; `stopped` once it has stopped in good order. */
export type Heartbeat = {
  readonly owner: string;
  readonly beat: number;
  readonly stopped: boolean;
};

/** What an error leaves behind. */
export type ErrorRecord = {
  readonly name: string;
  readonly message: string;
  readonly code: string | null;
};

/**
 * An event that was passed by the checkpoint without being handled.
 *
 * - `queued`: waits behind an earlier event of its stream
 * - `retrying`: waits for its attempt at `nextAt`: the next, or the first when nothing is before it
 * - `started`: an attempt is running, or its process died
 * - `dead`: failed for good; parks its stream until an operator acts
 * - `redrive`, `discard`: an operator has acted; the runner will see to it
 */
export type Pending = {
  readonly position: number;
  readonly stream: string;
  readonly type: string;
  readonly eventId: string;
  readonly state: PendingState;
  /** Attempts begun. */
  readonly attempts: number;
  /** Milliseconds since 1970. */
  readonly nextAt: number;
  readonly error: ErrorRecord | null;
  /** ISO 8601 UTC of the last failure. */
  readonly failedAt: string | null;
};

/** Where a pending event stands. */
export type PendingState = "queued" | "retrying" | "started" | "dead" | "redrive" | "discard";

/** A pending event and the version it was read at. */
export interface PendingDocument {
  readonly pending: Pending;
  readonly version: number;
}

/** The collection of a subscription's pending events. */
export function pendingCollection(subscription: string): string {
  return `portico.pending.${subscription}`;
}

/** The collection of a subscription's marks: positions past the checkpoint that are done already. */
export function doneCollection(subscription: string): string {
  return `portico.done.${subscription}`;
}

/** Writes a position so that ids order as positions do. */
export function positionId(position: number): string {
  return String(position).padStart(16, "0");
}

/** Stages a pending event, indexed for those who look: by stream, and by who must act. */
export function putPending(subscription: string, pending: Pending): StagedPut & { value: Pending } {
  return {
    collection: pendingCollection(subscription),
    id: positionId(pending.position),
    value: pending,
    index: { stream: pending.stream, turn: turnOf(pending) },
  };
}

/** Stages the end of a pending event. */
export function removePending(subscription: string, { position }: Pending): StagedPut {
  return {
    collection: pendingCollection(subscription),
    id: positionId(position),
    value: undefined,
  };
}

/** Picks pending events by an index. */
export type PendingQuery =
  | { readonly index: "turn"; readonly equal: Turn }
  | { readonly index: "stream"; readonly equal: string };

/** Reads all pending events of a subscription, oldest first, or those an index picks. */
export async function* readPending(
  store: Store,
  subscription: string,
  by?: PendingQuery,
): AsyncGenerator<PendingDocument> {
  for await (const { value, version } of readAll(store, pendingCollection(subscription), by)) {
    yield { pending: value as Pending, version };
  }
}

/** Reads a whole collection, page by page. */
export async function* readAll(
  store: Store,
  collection: string,
  by?: PendingQuery,
): AsyncGenerator<Document> {
  let after: string | undefined;
  do {
    const page = await store.find({ collection, by, limit: 200, after });
    yield* page.items;
    after = page.next;
  } while (after !== undefined);
}

/** Reads one record of a subscription by collection and name. */
export async function readRecord<Value extends Json>(
  store: Store,
  collection: string,
  name: string,
): Promise<{ readonly value: Value; readonly version: number } | undefined> {
  const document = await store.get(collection, name);
  return document && { value: document.value as Value, version: document.version };
}

/**
 * Whose turn it is: the runner's, for an attempt that is or may be the first to come to its end, or
 * for a later one; an operator's; or the runner's on an operator's word.
 */
export type Turn = "first" | "runner" | "operator" | "operator-acted";

function turnOf({ state, failedAt }: Pending): Turn {
  switch (state) {
    case "queued":
      return "runner";
    case "retrying":
    case "started":
      return failedAt === null ? "first" : "runner";
    case "dead":
      return "operator";
    case "redrive":
    case "discard":
      return "operator-acted";
  }
}

/** Says of anything thrown what can be kept of it. */
export function errorRecord(thrown: unknown): ErrorRecord {
  if (!(thrown instanceof Error)) {
    return { name: "NonError", message: textOf(() => String(thrown)) ?? typeof thrown, code: null };
  }
  return {
    name: textOf(() => thrown.name) ?? "Error",
    message: textOf(() => thrown.message) ?? "",
    code: textOf(() => "code" in thrown && typeof thrown.code === "string" ? thrown.code : null),
  };
}

/** What is thrown may be anything: names that are no texts, and properties that throw in their turn. */
function textOf(read: () => unknown): string | null {
  try {
    const found = read();
    return found === null ? null : String(found).slice(0, 2000);
  } catch {
    return null;
  }
}
