/** Projections: views folded from events, for reading. */

import type { DomainEvent } from "../../domain/kernel/event.ts";
import type { Json } from "../../domain/kernel/json.ts";
import type { Clock } from "../ports.ts";
import type { IndexRange, Keys, Page, Recorded, Store } from "../store/store.ts";
import type { Schema } from "../store/upcast.ts";
import type { EventCodec } from "./codec.ts";
import { projectionReader } from "./projection_reader.ts";
import { foldedViews, type Views } from "./projection_views.ts";

/** How views are stored and found. */
export interface ViewOptions<View> {
  readonly schema: Schema<View>;
  /** Writes a view in today's schema version. */
  readonly encode: (view: View) => Json;
  readonly index?: (view: View) => Keys;
  readonly unique?: (view: View) => Keys;
}

/** What becomes of events in views. */
export interface ProjectionOptions<E extends DomainEvent, View> {
  /** Identifies the projection for ever, 1 to 64 of `a-z`, `0-9`, `-`, `_` and `.`. */
  readonly name: string;
  /** 1 unless told. A projection with a greater version than the stored one is rebuilt. */
  readonly version?: number;
  /** Which events; with other types than the stored ones it is rebuilt. */
  readonly types: readonly E["type"][];
  readonly codec: Pick<EventCodec<E>, "decode">;
  readonly view: ViewOptions<View>;
  /** Which views an event belongs to; pure. */
  readonly ids: (event: Recorded<E>) => string | readonly string[];
  /** The view after an event; `undefined` removes it. Pure, and called again after a rebuild. */
  readonly evolve: (view: View | undefined, event: Recorded<E>, id: string) => View | undefined;
  /**
   * Says that each view is of one stream, and `types` are all there are in it. Versions must then be
   * contiguous; a gap halts the projection.
   */
  readonly wholeStreams?: boolean;
}

/** How a reader wants to see views. */
export interface ReadOptions {
  /** Waits, 5 seconds at most, until everything up to this position of the log is folded in. */
  readonly consistentWith?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Which page of the views. */
export interface ViewQuery extends ReadOptions {
  readonly by?: IndexRange | undefined;
  readonly limit: number;
  /** The `next` of the page before. */
  readonly after?: string | undefined;
}

/** Reads views. What it shows never steps back, also when a rebuilt generation takes over. */
export interface ProjectionReader<View> {
  /**
   * A view, if there is one.
   *
   * @throws {PositionBeyondHead | NotConsistentYet | ProjectionNotRebuilt}
   */
  readonly get: (id: string, options?: ReadOptions) => Promise<View | undefined>;
  /**
   * A page of views, in the order of their ids or of an index.
   *
   * @throws {CursorExpired} when the projection was rebuilt since the page before
   * @throws {InvalidCursor | PositionBeyondHead | NotConsistentYet | ProjectionNotRebuilt}
   */
  readonly find: (query: ViewQuery) => Promise<Page<View>>;
}

/** What reading views stands on. */
export interface ProjectionPorts {
  readonly store: Store;
  readonly clock: Clock;
}

/** Views of one kind: run beside subscriptions, read by anybody. */
export interface Projection<View> {
  readonly name: string;
  readonly version: number;
  readonly types: readonly string[];
  readonly of: (ports: ProjectionPorts) => ProjectionReader<View>;
  /** One generation's views, for who runs the projection. */
  readonly views: (store: Store, generation: number) => Views;
}

/**
 * Describes views and how events change them. Hand it to {@linkcode runSubscriptions} or
 * {@linkcode drain} with the subscriptions.
 *
 * @example
 * ```ts
 * import { drain, eventCodec, projection } from "@portico/core";
 * import { memoryStore } from "@portico/core/memory";
 * import { randomIds, silentLog, systemClock, systemRandom } from "@portico/core/system";
 *
 * type LampLit = { readonly type: "LampLit"; readonly data: { readonly room: string } };
 * type Room = { readonly name: string; readonly lit: number };
 *
 * const rooms = projection<LampLit, Room>({
 *   name: "rooms",
 *   types: ["LampLit"],
 *   codec: eventCodec({ LampLit: { version: 1, parse: (data) => data as LampLit["data"] } }),
 *   view: { schema: { version: 1, parse: (data) => data as Room }, encode: (room) => room },
 *   ids: ({ data }) => data.room,
 *   evolve: (room, { data }) => ({ name: data.room, lit: (room?.lit ?? 0) + 1 }),
 * });
 *
 * const [clock, newId] = [systemClock(), randomIds()];
 * await using store = memoryStore({ clock, newId });
 * await store.commit({
 *   appends: [{ stream: "lamp-1", expect: "none", events: [{ type: "LampLit", data: { room: "hall" } }] }],
 * });
 * await drain({ store, clock, newId, random: systemRandom(), log: silentLog() }, [rooms]);
 * (await rooms.of({ store, clock }).get("hall"))?.lit; // 1
 * ```
 */
export function projection<E extends DomainEvent, View>(
  options: ProjectionOptions<E, View>,
): Projection<View> {
  const { name, version = 1, types, view } = options;
  return {
    name,
    version,
    types,
    of: (ports) => projectionReader(ports, { name, version, types }, view.schema),
    views: (store, generation) => foldedViews(store, options, generation),
  };
}
