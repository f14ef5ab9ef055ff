/** What projections keep in the store, beside the checkpoint that every subscription has. */

import type { Json } from "../../domain/kernel/json.ts";
import type { ErrorRecord } from "./subscription_records.ts";

/** Which generation of views serves, and which is being filled; its id is the projection's name. */
export const PROJECTIONS = "portico.projections";

/** The event that remembers that a rebuild was asked for, and wakes who will do it. */
export const REBUILD_ASKED = "portico.ProjectionRebuildAsked";

/** What a generation was folded by. A greater version is a newer one. */
export type Definition = {
  readonly version: number;
  readonly types: readonly string[];
};

/** A generation that is being filled while another serves. */
export type Rebuild = {
  readonly generation: number;
  readonly definition: Definition;
  /** Every event at or below is folded. */
  readonly position: number;
  readonly halted: { readonly position: number; readonly error: ErrorRecord } | null;
};

/** The state of a projection's generations. */
export type ProjectionRecord = {
  /** The generation that readers see. Its position is the checkpoint's. */
  readonly generation: number;
  readonly definition: Definition;
  readonly rebuild: Rebuild | null;
  /** Generations whose views are yet to be removed. */
  readonly retired: readonly number[];
};

/** A view as it is stored. */
export type StoredView = {
  readonly schemaVersion: number;
  readonly data: Json;
  /** Of the last event that was folded in. */
  readonly position: number;
  /** The version of its stream that was folded in last; 0 for views that are not of one stream. */
  readonly streamVersion: number;
};

/** The collection of one generation's views. */
export function viewCollection(name: string, generation: number): string {
  return `${name}@${generation}`;
}

/** The collection that remembers how far the streams of removed views had come. */
export function removedCollection(name: string, generation: number): string {
  return `${name}@${generation}.removed`;
}

/** The stream that remembers what was asked of a projection. */
export function projectionStream(name: string): string {
  return `portico/projections/${name}`;
}

/** The definition that whoever started last, or is newest, wants to be served. */
export function wantedDefinition({ definition, rebuild }: ProjectionRecord): Definition {
  return rebuild?.definition ?? definition;
}

/** Tells whether two definitions fold the same. */
export function isSameDefinition(one: Definition, other: Definition): boolean {
  return one.version === other.version && one.types.length === other.types.length &&
    one.types.every((type) => other.types.includes(type));
}

/** The record with a rebuild from the first event on; one that is under way is given up. */
export function withRebuild(record: ProjectionRecord, definition: Definition): ProjectionRecord {
  const { generation, rebuild, retired } = record;
  const last = rebuild?.generation ?? generation;
  return {
    ...record,
    rebuild: { generation: last + 1, definition, position: 0, halted: null },
    retired: rebuild === null ? retired : [...retired, rebuild.generation],
  };
}
