/** The states of streams, folded from events, with as few of them read as is safe. */

import type { Decider } from "../../domain/kernel/decider.ts";
import type { DomainEvent } from "../../domain/kernel/event.ts";
import type { Recorded, Store } from "../store/store.ts";
import type { EventCodec } from "./codec.ts";
import { foldOn } from "./fold.ts";
import { readSnapshot, type Snapshots } from "./snapshots.ts";
import type { StateCache } from "./state_cache.ts";

/** What a stream had come to at a version, and which event that was. */
export interface StreamState<State> {
  readonly state: State;
  /** 0 before the first event. */
  readonly version: number;
  /** The id of the event at this version; `undefined` before the first event. */
  readonly eventId: string | undefined;
}

/** Streams of one kind: how they are folded and stored, and how their states are found faster. */
export interface StreamKind<State, Event extends DomainEvent> {
  readonly decider: Pick<Decider<never, State, Event>, "initial" | "evolve">;
  readonly codec: EventCodec<Event>;
  /** States stored beside the events; none unless told. */
  readonly snapshots?: Snapshots<State> | undefined;
  /** States kept in memory; none unless told. */
  readonly cache?: StateCache<State> | undefined;
}

/** Events of a stream after a version. */
type ReadAfter = (after: number) => Promise<readonly Recorded[]>;

/**
 * Folds a stream, all of it or up to a version. It begins at a state from the cache or a snapshot,
 * if the event that the state was folded from still stands where it stood.
 *
 * @throws {BrokenStream | EventFromTheFuture | InvalidEvent}
 */
export async function readState<State, Event extends DomainEvent>(
  store: Store,
  kind: StreamKind<State, Event>,
  stream: string,
  version: number = Infinity,
): Promise<StreamState<State>> {
  const limited = (after: number) =>
    version === Infinity ? { after } : { after, limit: version - after };
  return await loadState(
    store,
    kind,
    stream,
    (after) => store.readStream(stream, limited(after)),
    version,
  );
}

/** Folds a stream from what a read answers; see {@linkcode readState}. */
export async function loadState<State, Event extends DomainEvent>(
  store: Store,
  kind: StreamKind<State, Event>,
  stream: string,
  read: ReadAfter,
  upTo: number = Infinity,
): Promise<StreamState<State>> {
  const { cache, snapshots } = kind;

  async function since(base: StreamState<State> | undefined) {
    if (base === undefined || base.version < 1 || base.version > upTo) return undefined;
    const [at, ...later] = await read(base.version - 1);
    const stands = at?.id === base.eventId && at?.version === base.version;
    return stands ? foldOn(kind.decider, kind.codec, stream, base, later) : undefined;
  }

  const cached = cache?.get(stream);
  const fromCache = await since(cached);
  if (fromCache !== undefined) return fromCache;
  if (cached !== undefined && cached.version <= upTo) cache?.delete(stream);
  const snapshot = snapshots && await readSnapshot(store, snapshots, stream);
  const start = { state: kind.decider.initial, version: 0, eventId: undefined };
  return await since(snapshot) ??
    foldOn(kind.decider, kind.codec, stream, start, await read(0));
}
