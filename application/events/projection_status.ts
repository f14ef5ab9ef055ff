/** How projections are doing, as any process can tell from the store. */

import type { Store } from "../store/store.ts";
import { type ProjectionRecord, PROJECTIONS } from "./projection_records.ts";
import {
  type Checkpoint,
  CHECKPOINTS,
  type ErrorRecord,
  type Heartbeat,
  HEARTBEATS,
  readAll,
  readRecord,
} from "./subscription_records.ts";

/** What something halted at, and why. */
export interface Halt {
  readonly position: number;
  readonly error: ErrorRecord;
}

/** A rebuild that is under way, or was asked for. */
export interface RebuildStatus {
  /** The generation it fills. */
  readonly generation: number;
  readonly version: number;
  readonly position: number;
  /** Positions of the log past it, of any type. */
  readonly behind: number;
  /** What it halted at, until it is asked for again or the projection is started anew. */
  readonly halted: Halt | null;
}

/** The state of one projection. */
export interface ProjectionStatus {
  readonly name: string;
  /** The version of the definition that serves. */
  readonly version: number;
  readonly types: readonly string[];
  /** The generation that serves. */
  readonly generation: number;
  /** `running` until its run has ended in good order; a run that was killed still says so. */
  readonly state: "running" | "stopped" | "halted";
  /** Every event at or below is folded in. */
  readonly position: number;
  /** Positions of the log past it, of any type. */
  readonly behind: number;
  readonly halted: Halt | null;
  readonly rebuild: RebuildStatus | null;
}

/**
 * Tells how every projection is doing that ever ran on the store, by name.
 *
 * @example
 * ```ts
 * import { projectionStatus } from "@portico/core";
 * import { memoryStore } from "@portico/core/memory";
 * import { randomIds, systemClock } from "@portico/core/system";
 *
 * await using store = memoryStore({ clock: systemClock(), newId: randomIds() });
 * await projectionStatus(store); // []
 * ```
 */
export async function projectionStatus(store: Store): Promise<readonly ProjectionStatus[]> {
  const head = await store.head();
  const all: ProjectionStatus[] = [];
  for await (const { id, value } of readAll(store, PROJECTIONS)) {
    all.push(await statusOf(store, id, value as ProjectionRecord, head));
  }
  return all;
}

async function statusOf(
  store: Store,
  name: string,
  { generation, definition, rebuild }: ProjectionRecord,
  head: number,
): Promise<ProjectionStatus> {
  const checkpoint = (await readRecord<Checkpoint>(store, CHECKPOINTS, name))?.value;
  const heartbeat = (await readRecord<Heartbeat>(store, HEARTBEATS, name))?.value;
  const position = checkpoint?.position ?? 0;
  const halted = checkpoint?.halted ?? null;
  const running = heartbeat !== undefined && !heartbeat.stopped;
  const behind = (at: number) => Math.max(0, head - at);
  return {
    name,
    ...definition,
    generation,
    state: halted !== null ? "halted" : running ? "running" : "stopped",
    position,
    behind: behind(position),
    halted,
    rebuild: rebuild && {
      generation: rebuild.generation,
      version: rebuild.definition.version,
      position: rebuild.position,
      behind: behind(rebuild.position),
      halted: rebuild.halted,
    },
  };
}
