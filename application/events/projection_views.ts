/** One generation's views while events are folded into them. */

import type { DomainEvent } from "../../domain/kernel/event.ts";
import type { Document, Recorded, Store } from "../store/store.ts";
import type { StagedPut } from "../store/transaction.ts";
import { BrokenStream } from "./fold.ts";
import type { ProjectionOptions } from "./projection.ts";
import { InvalidView } from "./projection_errors.ts";
import { removedCollection, type StoredView, viewCollection } from "./projection_records.ts";
import { readView } from "./stored_view.ts";

/** What a batch of events has changed: nothing of a failing event, and nothing after it. */
export interface Folded {
  readonly failed: { readonly event: Recorded; readonly error: unknown } | undefined;
  /** Stores the views that changed. */
  readonly puts: readonly StagedPut[];
}

/** Views in memory, as many as are in use lately. Right only while nobody else writes them. */
export interface Views {
  /**
   * Folds events in the order of the log, after loading the views they belong to.
   *
   * @throws {InvalidView} and what the store throws
   */
  readonly fold: (events: readonly Recorded[]) => Promise<Folded>;
  /** Forgets everything: what was folded was not stored, or may not have been. */
  readonly forget: () => void;
}

/** Views that are kept in memory between two batches. */
const KEPT = 10_000;
/** Views that are loaded at the same time. */
const LOADED_TOGETHER = 100;

/** A view, and how far it has come. */
interface Entry<View> {
  readonly view: View | undefined;
  readonly position: number;
  readonly streamVersion: number;
}

interface Step<E extends DomainEvent> {
  readonly recorded: Recorded;
  readonly event: Recorded<E>;
  readonly ids: readonly string[];
}

/** Makes the views of one generation, with nothing loaded yet. */
export function foldedViews<E extends DomainEvent, View>(
  store: Store,
  options: ProjectionOptions<E, View>,
  generation: number,
): Views {
  const { codec, ids, evolve, view: { schema }, wholeStreams = false } = options;
  const collection = viewCollection(options.name, generation);
  const removed = removedCollection(options.name, generation);
  /** In the order of their last use. */
  const kept = new Map<string, Entry<View>>();

  function step(recorded: Recorded): Step<E> {
    const event = codec.decode(recorded);
    const found = ids(event);
    return { recorded, event, ids: typeof found === "string" ? [found] : found };
  }

  /** Answers the documents of views that are not kept; of those there are none of, an entry is kept. */
  async function load(wanted: Iterable<string>): Promise<ReadonlyMap<string, Document>> {
    const missing: string[] = [];
    for (const id of wanted) {
      const entry = kept.get(id);
      kept.delete(id);
      if (entry === undefined) missing.push(id);
      else kept.set(id, entry);
    }
    const loaded = new Map<string, Document>();
    for (let at = 0; at < missing.length; at += LOADED_TOGETHER) {
      await Promise.all(
        missing.slice(at, at + LOADED_TOGETHER).map(async (id) => {
          const document = await store.get(collection, id);
          if (document === undefined) kept.set(id, await absent(id));
          else loaded.set(id, document);
        }),
      );
    }
    return loaded;
  }

  async function absent(id: string): Promise<Entry<View>> {
    const end = wholeStreams ? await store.get(removed, id) : undefined;
    if (end === undefined) return { view: undefined, position: 0, streamVersion: 0 };
    const { position, streamVersion } = end.value as StoredView;
    return { view: undefined, position, streamVersion };
  }

  function entryOf(id: string, loaded: ReadonlyMap<string, Document>): Entry<View> {
    const entry = kept.get(id);
    if (entry !== undefined) return entry;
    const document = loaded.get(id);
    if (document === undefined) throw new TypeError(`Nothing was loaded for "${id}"`);
    const { position, streamVersion } = document.value as StoredView;
    return { view: readView(schema, collection, document), position, streamVersion };
  }

  /** The entry after an event, or `undefined` when the event leaves it as it is. */
  function entryAfter(
    before: Entry<View>,
    { event, recorded: { position, version, stream }, recorded }: Step<E>,
    id: string,
  ): Entry<View> | undefined {
    if (position <= before.position) return undefined;
    const next = before.streamVersion + 1;
    if (wholeStreams && version < next) return undefined;
    if (wholeStreams && version > next) throw new BrokenStream(stream, recorded, next);
    const view = evolve(before.view, event, id);
    if (view === before.view && !wholeStreams) return undefined;
    return { view, position, streamVersion: wholeStreams ? version : 0 };
  }

  function puts(id: string, { view, position, streamVersion }: Entry<View>): readonly StagedPut[] {
    const value = { schemaVersion: schema.version, data: null, position, streamVersion };
    if (view !== undefined) return [{ collection, id, ...written(id, view, value) }];
    const gone: StagedPut = { collection, id, value: undefined };
    return wholeStreams ? [gone, { collection: removed, id, value }] : [gone];
  }

  function written(id: string, view: View, stored: StoredView) {
    const { encode, index, unique } = options.view;
    try {
      const value: StoredView = { ...stored, data: encode(view) };
      return { value, index: index?.(view) ?? {}, unique: unique?.(view) ?? {} };
    } catch (cause) {
      throw new InvalidView(options.name, id, { cause });
    }
  }

  function forgetOldest(): void {
    for (const id of kept.keys()) {
      if (kept.size <= KEPT) return;
      kept.delete(id);
    }
  }

  function foldOne(step: Step<E>, loaded: ReadonlyMap<string, Document>): readonly string[] {
    const entries = step.ids.map((id) => {
      const before = entryOf(id, loaded);
      return { id, before, after: entryAfter(before, step, id) };
    });
    for (const { id, before, after } of entries) kept.set(id, after ?? before);
    return entries.filter(({ after }) => after !== undefined).map(({ id }) => id);
  }

  async function fold(events: readonly Recorded[]): Promise<Folded> {
    forgetOldest();
    const steps = untilFailure(events, step);
    const loaded = await load(new Set(steps.results.flatMap(({ ids }) => ids)));
    const folded = untilFailure(steps.results, (step) => foldOne(step, loaded));
    const changed = new Set(folded.results.flat());
    return {
      failed: failureOf(folded, ({ recorded }) => recorded) ?? failureOf(steps, (event) => event),
      puts: [...changed].flatMap((id) => puts(id, entryOf(id, loaded))),
    };
  }

  return { fold, forget: () => kept.clear() };
}

/** What became of items in their order, up to the first that failed. */
interface UntilFailure<Item, Result> {
  readonly results: readonly Result[];
  readonly failed: { readonly item: Item; readonly error: unknown } | undefined;
}

function failureOf<Item>(
  { failed }: UntilFailure<Item, unknown>,
  eventOf: (item: Item) => Recorded,
): Folded["failed"] {
  return failed && { event: eventOf(failed.item), error: failed.error };
}

function untilFailure<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Result,
): UntilFailure<Item, Result> {
  const results: Result[] = [];
  for (const item of items) {
    try {
      results.push(work(item));
    } catch (error) {
      return { results, failed: { item, error } };
    }
  }
  return { results, failed: undefined };
}
