/** Subscriptions that the cases run, and ways to see what they did. */

import type { Subscription, SubscriptionContext } from "../../application/events/subscription.ts";
import { waitFor } from "../../application/events/wait_for.ts";
import type { Recorded, Store } from "../../application/store/store.ts";
import type { Json } from "../../domain/kernel/json.ts";
import { realClock } from "./real_clock.ts";
import { append, counted, findAll, numbers } from "./store_samples.ts";

/** The versions of the events that had an effect, in the order of the effects, by stream. */
export type Effects = Readonly<Record<string, readonly number[]>>;

/** What a handler was handed. */
export interface Call {
  /** Stream and version: `"a1"`. */
  readonly at: string;
  readonly event: Recorded;
  readonly context: SubscriptionContext;
}

/** Does something before the effect of a call; throws to fail. */
export type Before = (call: Call) => Promise<void> | void;

/** A handler that remembers its calls. */
export interface Recorder {
  readonly calls: readonly Call[];
  readonly handle: Subscription["handle"];
  /** The places of the calls so far: `["a1", "b1"]`. */
  readonly places: () => readonly string[];
}

/** Appends one event to each of the streams, in this order, in one commit each. */
export async function emit(store: Store, ...streams: readonly string[]): Promise<void> {
  for (const stream of streams) await store.commit({ appends: [append(stream, "any", 1)] });
}

/** Appends events of a type. */
export async function emitType(store: Store, type: string, stream: string): Promise<void> {
  await store.commit({ appends: [{ stream, expect: "any", events: [counted(1, type)] }] });
}

/** Appends events to streams by turns, in few commits. */
export async function emitMany(
  store: Store,
  streams: readonly string[],
  each: number,
): Promise<void> {
  const appends = streams.map((stream) => append(stream, "any", 1));
  for (let n = 0; n < each; n++) await store.commit({ appends });
}

/** Appends so many events that the sample does not want that what is open before them is in the way. */
export async function crowd(store: Store): Promise<void> {
  const events = numbers(100).map((n) => counted(n, "Other"));
  for (let n = 0; n < 6; n++) {
    await store.commit({ appends: [{ stream: "crowd", expect: "any", events }] });
  }
}

/** A subscription with the name `keeper` whose effects are in the collection `effects`. */
export function keeper(options: Partial<Subscription> = {}): Subscription {
  return {
    name: "keeper",
    types: ["Counted"],
    handle: (event, context) => keep(event, context),
    ...options,
  };
}

/** The effect of the samples: remembers the event's version in a document of its stream. */
export async function keep(
  { stream, version }: Recorded,
  { tx }: SubscriptionContext,
  collection = "effects",
): Promise<void> {
  const before = await tx.get(collection, stream);
  tx.put({ collection, id: stream, value: [...listOf(before?.value), version] });
}

/** Remembers calls, and has the effect of {@linkcode keep} unless `before` throws. */
export function recorder(before: Before = () => {}, collection = "effects"): Recorder {
  const calls: Call[] = [];
  return {
    calls,
    handle: async (event, context) => {
      const call = { at: `${event.stream}${event.version}`, event, context };
      calls.push(call);
      await before(call);
      await keep(event, context, collection);
    },
    places: () => calls.map(({ at }) => at),
  };
}

/** A recorder that fails for good at some places. */
export function brokenAt(...places: readonly string[]): Recorder {
  return recorder(({ at }) => {
    if (places.includes(at)) throw permanent(`broken at ${at}`);
  });
}

/** A recorder whose effects no other subscription touches. */
export function recorderOf(collection: string): Recorder {
  return recorder(() => {}, collection);
}

/** Reads what had an effect. */
export async function effects(store: Store, collection = "effects"): Promise<Effects> {
  const found = await findAll(store, { collection, limit: 200 });
  return Object.fromEntries(found.map(({ id, value }) => [id, listOf(value)]));
}

/** Counts what had an effect. */
export async function countEffects(store: Store): Promise<number> {
  return Object.values(await effects(store)).reduce((sum, { length }) => sum + length, 0);
}

/** Waits for the sample with a real clock, as the machines' stand still; tells whether it is done. */
export function waiting(
  { store }: { readonly store: Store },
  position: number,
  signal: AbortSignal = new AbortController().signal,
): { readonly done: Promise<void>; readonly isDone: () => boolean } {
  let isDone = false;
  const done = waitFor({ store, clock: realClock }, keeper(), position, { signal })
    .finally(() => {
      isDone = true;
    });
  done.catch(() => {});
  return { done, isDone: () => isDone };
}

/** Makes an error that no later attempt can mend. */
export function permanent(message: string): Error {
  return Object.assign(new Error(message), { permanent: true });
}

function listOf(value: Json | undefined): readonly number[] {
  return Array.isArray(value) ? value : [];
}
