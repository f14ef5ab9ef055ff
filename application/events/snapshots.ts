/** Snapshots: states stored beside their streams, so that not every event is folded every time. */

import type { Json } from "../../domain/kernel/json.ts";
import { utf8Length } from "../store/names.ts";
import type { Store } from "../store/store.ts";
import type { StagedPut } from "../store/transaction.ts";
import type { Schema } from "../store/upcast.ts";
import type { StreamState } from "./stream_state.ts";

/** How states of one kind are stored, and how often. */
export interface Snapshots<State> {
  /** Names the kind, for ever. */
  readonly name: string;
  /** How many events lie between two snapshots of a stream. */
  readonly every: number;
  /**
   * Raise its version with every change of what events come to: a snapshot of another version is as
   * good as none.
   */
  readonly schema: Pick<Schema<State>, "version" | "parse">;
  readonly encode: (state: State) => Json;
}

type StoredSnapshot = {
  readonly schemaVersion: number;
  readonly stream: string;
  readonly version: number;
  readonly eventId: string;
  readonly data: Json;
};

/**
 * Reads the last snapshot of a stream, if it is one of today's shape. Whether it is true is for the
 * stream to say.
 */
export async function readSnapshot<State>(
  store: Store,
  snapshots: Snapshots<State>,
  stream: string,
): Promise<StreamState<State> | undefined> {
  const document = await store.get(collectionOf(snapshots), stream);
  const value = document?.value;
  if (!isSnapshot(value)) return undefined;
  const { schemaVersion, version, eventId, data } = value;
  if (schemaVersion !== snapshots.schema.version || value.stream !== stream) return undefined;
  try {
    return { state: snapshots.schema.parse(data), version, eventId };
  } catch {
    // Whatever wrote it: the stream has all that is needed to do without.
    return undefined;
  }
}

/**
 * Tells what to store of a state that events are about to be added to. A state too large to be
 * stored is left out.
 */
export function snapshotPut<State>(
  store: Pick<Store, "limits">,
  snapshots: Snapshots<State>,
  stream: string,
  { state, version, eventId }: StreamState<State>,
  added: number,
): StagedPut | undefined {
  const { schema, every } = snapshots;
  const due = Math.floor((version + added) / every) > Math.floor(version / every);
  if (!due || eventId === undefined) return undefined;
  const data = snapshots.encode(state);
  const value: StoredSnapshot = { schemaVersion: schema.version, stream, version, eventId, data };
  if (utf8Length(JSON.stringify(value)) > store.limits.valueBytes) return undefined;
  return { collection: collectionOf(snapshots), id: stream, value, expect: "any" };
}

function collectionOf({ name }: Pick<Snapshots<unknown>, "name">): string {
  return `portico.snapshots.${name}`;
}

function isSnapshot(value: Json | undefined): value is StoredSnapshot {
  return typeof value === "object" && value !== null && "schemaVersion" in value &&
    "stream" in value && "data" in value && "version" in value && "eventId" in value &&
    Number.isSafeInteger(value.version) && typeof value.eventId === "string";
}
