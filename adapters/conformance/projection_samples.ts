/** Projections that the cases run, and ways to see what they did. */

import assert from "node:assert/strict";
import { eventCodec } from "../../application/events/codec.ts";
import {
  type Projection,
  projection,
  type ProjectionOptions,
  type ProjectionReader,
} from "../../application/events/projection.ts";
import { askRebuild } from "../../application/events/projection_rebuild.ts";
import type { ProjectionRecord } from "../../application/events/projection_records.ts";
import { subscriptionStatus } from "../../application/events/subscription_status.ts";
import type { Changes, Committed, Recorded, Store } from "../../application/store/store.ts";
import { realClock } from "./real_clock.ts";
import { findAll } from "./store_samples.ts";
import type { Scene } from "./subscription_case.ts";

/** The events of the samples; `Reset` removes what its stream has counted. */
export type Counted =
  | { readonly type: "Counted"; readonly data: { readonly n: number } }
  | { readonly type: "Reset"; readonly data: { readonly n: number } };

/** What a stream has counted, in an order that a fold must keep. */
export interface Tally {
  readonly stream: string;
  readonly versions: readonly number[];
  readonly sum: number;
}

export type TallyOptions = Partial<ProjectionOptions<Counted, Tally>>;

const parse = (data: unknown) => data as Counted["data"];
/** Knows schema version 1 of both events. */
export const countedCodec = eventCodec<Counted>({
  Counted: { version: 1, parse },
  Reset: { version: 1, parse },
});

/** A projection with the name `tallies`, one view for each stream. */
export function tallies(options: TallyOptions = {}): Projection<Tally> {
  return projection<Counted, Tally>({
    name: "tallies",
    types: ["Counted", "Reset"],
    codec: countedCodec,
    view: {
      schema: { version: 1, parse: (data) => data as Tally },
      encode: (view) => ({ ...view }),
      index: ({ sum }) => ({ sum: String(sum).padStart(9, "0") }),
    },
    ids: ({ stream }) => stream,
    evolve: tally,
    ...options,
  });
}

/** The fold of the samples. */
export function tally(view: Tally | undefined, event: Recorded<Counted>): Tally | undefined {
  if (event.type === "Reset") return undefined;
  const { stream, version, data } = event;
  return {
    stream,
    versions: [...view?.versions ?? [], version],
    sum: (view?.sum ?? 0) + data.n,
  };
}

/** Appends events of numbers to streams by turns, ten to a commit, or as many as one can take. */
export async function count(store: Store, streams: readonly string[], each = 1): Promise<number> {
  let position = 0;
  for (let done = 0; done < each; done += 10) {
    const numbers = Array.from({ length: Math.min(10, each - done) }, (_, at) => done + at + 1);
    const together = Math.floor(store.limits.commitItems / numbers.length);
    for (let from = 0; from < streams.length; from += together) {
      ({ position } = await store.commit({
        appends: streams.slice(from, from + together).map((stream) => ({
          stream,
          expect: "any",
          events: numbers.map((n) => ({ type: "Counted", data: { n } })),
        })),
      }));
    }
  }
  return position;
}

/** Appends one event of a type. */
export async function appendType(
  store: Store,
  type: string,
  stream: string,
  schemaVersion = 1,
): Promise<number> {
  const events = [{ type, data: { n: 1 }, metadata: { schemaVersion } }];
  return (await store.commit({ appends: [{ stream, expect: "any", events }] })).position;
}

/** Folds the whole log, as the views should be. */
export async function expectedTallies(store: Store, fold = tally): Promise<readonly Tally[]> {
  const views = new Map<string, Tally>();
  for (let after = 0;;) {
    const { events, through } = await store.readLog({ after, limit: 100 });
    for (const event of events) {
      if (!countedCodec.types.some((type) => type === event.type)) continue;
      const view = fold(views.get(event.stream), countedCodec.decode(event));
      if (view === undefined) views.delete(event.stream);
      else views.set(event.stream, view);
    }
    if (through === after) break;
    after = through;
  }
  return [...views.values()].toSorted((a, b) => a.stream < b.stream ? -1 : 1);
}

/** Reads every view there is, page by page. */
export async function readTallies(reader: ProjectionReader<Tally>): Promise<readonly Tally[]> {
  const views: Tally[] = [];
  let after: string | undefined;
  do {
    const page = await reader.find({ limit: 3, after });
    views.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return views;
}

/** Requires the views to be what a fold of the whole log gives. */
export async function requireTallies(store: Store, sample = tallies()): Promise<void> {
  const reader = sample.of({ store, clock: realClock });
  assert.deepEqual(await readTallies(reader), await expectedTallies(store));
}

/** The generations of the sample. */
export async function recordOf(store: Store, name = "tallies"): Promise<ProjectionRecord> {
  const document = await store.get("portico.projections", name);
  assert.ok(document, "The projection has its record");
  return document.value as ProjectionRecord;
}

/** How far the generation that serves has come. */
export async function positionOf(store: Store, name = "tallies"): Promise<number> {
  const document = await store.get("portico.checkpoints", name);
  return (document?.value as { readonly position: number } | undefined)?.position ?? -1;
}

/** Ids of what a generation holds. */
export async function idsOf(store: Store, generation: number): Promise<readonly string[]> {
  const found = await findAll(store, { collection: `tallies@${generation}`, limit: 100 });
  return found.map(({ id }) => id);
}

/** Asks for a rebuild of the sample, as an operator. */
export function ask(
  { store, random }: Pick<Scene, "store" | "random">,
  name = "tallies",
): Promise<void> {
  return askRebuild({ store, clock: realClock, random }, name, "ada");
}

/** Waits until a generation serves, and those before it are gone. */
export async function untilServed(scene: Scene, generation: number, step = 0): Promise<void> {
  await scene.eventually(`generation ${generation} serves alone`, async () => {
    const record = await recordOf(scene.store);
    return record.generation === generation && record.retired.length === 0;
  }, step);
}

/** Waits until the generation that serves has folded all that there is. */
export async function untilFolded(scene: Scene, step = 0): Promise<void> {
  await scene.eventually("all is folded", async () => {
    const reader = tallies().of({ store: scene.store, clock: realClock });
    const views = await readTallies(reader);
    return JSON.stringify(views) === JSON.stringify(await expectedTallies(scene.store));
  }, step);
}

/** Whether a commit writes views of a generation. */
export function fills({ puts = [] }: Changes, generation: number): boolean {
  return puts.some(({ collection }) => collection === `tallies@${generation}`);
}

/** Whether a commit lets a generation serve. */
export function switchesTo({ puts = [] }: Changes, generation: number): boolean {
  return puts.some(({ collection, value }) =>
    collection === "portico.projections" &&
    (value as ProjectionRecord).generation === generation
  ) && puts.some(({ collection }) => collection === "portico.checkpoints");
}

/** Fails at places such as `"b2"`, for as long as it is said to. */
export function failing(place: string, isBroken = () => true): TallyOptions {
  return {
    evolve: (view, event) => {
      const at = `${event.stream}${event.version}`;
      if (at === place && isBroken()) throw new Error(`broken at ${at}`);
      return tally(view, event);
    },
  };
}

/** What the status says that the sample halted at. */
export async function haltOf(store: Store): Promise<unknown> {
  return (await subscriptionStatus(store)).find(({ name }) => name === "tallies")?.halted ?? null;
}

/** Lets a commit through. */
export type Send = () => Promise<Committed>;
