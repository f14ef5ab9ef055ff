/** Deciding on streams: load, decide, and commit the events of all of them at once. */

import type { DomainEvent } from "../../domain/kernel/event.ts";
import type { Done } from "../store/idempotency.ts";
import { isConflict } from "../store/rerun.ts";
import type { Recorded, Store } from "../store/store.ts";
import type { Transaction } from "../store/transaction.ts";
import { unitOfWork, type UnitOfWorkOptions, type UnitOfWorkPorts } from "../store/unit_of_work.ts";
import { snapshotPut } from "./snapshots.ts";
import { loadState, type StreamKind, type StreamState } from "./stream_state.ts";

/** What follows from a state: events, none, or a refusal that is thrown. */
export type Rule<State, Event extends DomainEvent> = (
  state: State,
  version: number,
) => readonly Event[];

/** A stream after a decision. */
export interface Decided<State> {
  readonly state: State;
  readonly version: number;
}

/** Applies a rule to a stream and stages the events. */
export type Decide<State, Event extends DomainEvent> = (
  stream: string,
  rule: Rule<State, Event>,
) => Promise<Decided<State>>;

/**
 * Runs work that decides on any number of streams of one kind, each of them once, and commits all of
 * it or nothing. As every unit of work it runs again on a conflict, so it must not touch the outside
 * world.
 *
 * @throws {VersionConflict} when the conflict persists
 * @throws whatever a rule refuses with
 *
 * @example
 * ```ts
 * import { decideTogether, eventCodec, type StreamKind } from "@portico/core";
 * import { memoryStore } from "@portico/core/memory";
 * import { randomIds, systemClock, systemRandom } from "@portico/core/system";
 *
 * type Moved = { readonly type: "Moved"; readonly data: { readonly by: number } };
 * const shelves: StreamKind<number, Moved> = {
 *   decider: { initial: 0, evolve: (books, { data }) => books + data.by },
 *   codec: eventCodec<Moved>({
 *     Moved: { version: 1, parse: (data) => data as Moved["data"] },
 *   }),
 * };
 *
 * const clock = systemClock();
 * await using store = memoryStore({ clock, newId: randomIds() });
 * const ports = { store, clock, random: systemRandom() };
 * await decideTogether(ports, shelves, async (decide) => {
 *   await decide("shelf-1", () => [{ type: "Moved", data: { by: -3 } }]);
 *   await decide("shelf-2", () => [{ type: "Moved", data: { by: 3 } }]);
 * });
 * ```
 */
export async function decideTogether<State, Event extends DomainEvent, Result>(
  ports: UnitOfWorkPorts,
  kind: StreamKind<State, Event>,
  work: (decide: Decide<State, Event>) => Promise<Result>,
  options: UnitOfWorkOptions<Result> = {},
): Promise<Done<Result>> {
  const { store } = ports;
  const onTrust = await decideOnTrust(ports, kind, work, options);
  if (onTrust !== undefined) return onTrust;
  return await remembering(kind, (decided) =>
    unitOfWork(ports, async (tx) => {
      decided.clear();
      return await work(decideIn(tx, store, kind, decided, async (stream) => {
        const read = async (after: number) => (await tx.readStream(stream, { after })).stored;
        const loaded = await loadState(store, kind, stream, read);
        if (loaded.version > 0) kind.cache?.set(stream, loaded);
        return loaded;
      }));
    }, options));
}

/**
 * Tries to decide on cached states alone. The commit's expectations tell whether they were true;
 * whatever would come of them without a commit is not believed. `undefined` says to read.
 */
async function decideOnTrust<State, Event extends DomainEvent, Result>(
  ports: UnitOfWorkPorts,
  kind: StreamKind<State, Event>,
  work: (decide: Decide<State, Event>) => Promise<Result>,
  options: UnitOfWorkOptions<Result>,
): Promise<Done<Result> | undefined> {
  const { cache } = kind;
  if (cache === undefined) return undefined;
  const cached = (stream: string) => cache.get(stream) ?? doubt();

  function trusting(decide: Decide<State, Event>): Decide<State, Event> {
    return (stream, rule) =>
      decide(stream, (state, version) => {
        const events = attempt(() => rule(state, version));
        return events.length === 0 ? doubt() : events;
      });
  }

  try {
    return await remembering(
      kind,
      (decided) =>
        unitOfWork(
          ports,
          (tx) => work(trusting(decideIn(tx, ports.store, kind, decided, cached))),
          {
            ...options,
            attempts: 1,
          },
        ),
    );
  } catch (error) {
    if (error instanceof Doubt || isConflict(error)) return undefined;
    throw error;
  }
}

/** Decides on states that a unit of work may or may not have read. */
function decideIn<State, Event extends DomainEvent>(
  tx: Transaction,
  store: Store,
  { decider, codec, snapshots }: StreamKind<State, Event>,
  decided: Map<string, Decided<State>>,
  load: (stream: string) => StreamState<State> | Promise<StreamState<State>>,
): Decide<State, Event> {
  return async (stream, rule) => {
    const before = await load(stream);
    const { state, version } = before;
    const events = rule(state, version);
    const after = {
      state: events.reduce(decider.evolve, state),
      version: version + events.length,
    };
    if (events.length === 0) return after;
    tx.append(stream, events.map(codec.encode), version);
    const snapshot = snapshots && snapshotPut(store, snapshots, stream, before, events.length);
    if (snapshot !== undefined) tx.put(snapshot);
    decided.set(stream, after);
    return after;
  };
}

/** Keeps in the cache what was committed, and nothing that may not have been. */
async function remembering<State, Event extends DomainEvent, Result>(
  { cache }: StreamKind<State, Event>,
  run: (decided: Map<string, Decided<State>>) => Promise<Done<Result>>,
): Promise<Done<Result>> {
  const decided = new Map<string, Decided<State>>();
  try {
    const done = await run(decided);
    if (done.repeated) return done;
    for (const [stream, { state, version }] of decided) {
      const last = done.committed?.events.findLast((event) => isAt(event, stream, version));
      if (last !== undefined) cache?.set(stream, { state, version, eventId: last.id });
    }
    return done;
  } catch (error) {
    for (const stream of decided.keys()) cache?.delete(stream);
    throw error;
  }
}

function isAt(event: Recorded, stream: string, version: number): boolean {
  return event.stream === stream && event.version === version;
}

/** What stands on cached states alone is not certain, and was about to be let out. */
class Doubt extends Error {}

function doubt(): never {
  throw new Doubt("The stream has to be read");
}

function attempt<Result>(rule: () => Result): Result {
  try {
    return rule();
  } catch {
    // The same rule will say the same of the state that is read, if it is the same state.
    return doubt();
  }
}
