/** One generation's views while events are folded into them. */

import type { DomainEvent } from "../../domain/kernel/event.ts";
import type { Document, Recorded, Store } from "../store/store.ts";
import type { StagedPut } from "../store/transaction.ts";
import { BrokenStream } from "./fold.ts";
import type { ProjectionOptions } from "./projection.ts";
import { StoredViews, type ViewEntry } from "./stored_view.ts";
import { type UntilFailure, untilFailure } from "./until_failure.ts";

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

/** An event on its way into its views. */
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
  const views = new FoldedViews(store, options, generation);
  return { fold: (events) => views.fold(events), forget: () => views.forget() };
}

class FoldedViews<E extends DomainEvent, View> {
  readonly #options: ProjectionOptions<E, View>;
  readonly #wholeStreams: boolean;
  readonly #stored: StoredViews<View>;
  /** In the order of their last use. A document was loaded and not read yet. */
  readonly #kept = new Map<string, ViewEntry<View> | Document>();

  constructor(store: Store, options: ProjectionOptions<E, View>, generation: number) {
    const { wholeStreams = false } = options;
    this.#options = options;
    this.#wholeStreams = wholeStreams;
    this.#stored = new StoredViews(store, { ...options, wholeStreams }, generation);
  }

  forget(): void {
    this.#kept.clear();
  }

  async fold(events: readonly Recorded[]): Promise<Folded> {
    this.#forgetOldest();
    const steps = untilFailure(events, (event) => this.#stepOf(event));
    await this.#load(new Set(steps.results.flatMap(({ ids }) => ids)));
    const folded = untilFailure(steps.results, (step) => this.#take(step));
    const changed = new Set(folded.results.flat());
    return {
      failed: failureOf(folded, ({ recorded }) => recorded) ?? failureOf(steps, (event) => event),
      puts: [...changed].flatMap((id) => this.#stored.puts(id, this.#entryOf(id))),
    };
  }

  #stepOf(recorded: Recorded): Step<E> {
    const event = this.#options.codec.decode(recorded);
    const ids = this.#options.ids(event);
    return { recorded, event, ids: typeof ids === "string" ? [ids] : ids };
  }

  async #load(wanted: ReadonlySet<string>): Promise<void> {
    const missing = [...wanted].filter((id) => !this.#use(id));
    for (let at = 0; at < missing.length; at += LOADED_TOGETHER) {
      await Promise.all(
        missing.slice(at, at + LOADED_TOGETHER).map(async (id) => {
          this.#kept.set(id, await this.#stored.find(id));
        }),
      );
    }
  }

  /** Makes a view the one that was used last; answers whether it is there. */
  #use(id: string): boolean {
    const entry = this.#kept.get(id);
    if (entry === undefined) return false;
    this.#kept.delete(id);
    this.#kept.set(id, entry);
    return true;
  }

  /** Folds one event into all of its views, or none; answers which have changed. */
  #take(step: Step<E>): readonly string[] {
    const entries = step.ids.map((id) => ({ id, entry: this.#after(step, id) }));
    return entries.flatMap(({ id, entry }) => {
      if (entry === undefined) return [];
      this.#kept.set(id, entry);
      return [id];
    });
  }

  /** The entry after an event, or `undefined` when the event leaves it as it is. */
  #after({ event, recorded }: Step<E>, id: string): ViewEntry<View> | undefined {
    const { position, version, stream } = recorded;
    const before = this.#entryOf(id);
    if (position <= before.position) return undefined;
    const next = before.streamVersion + 1;
    if (this.#wholeStreams && version < next) return undefined;
    if (this.#wholeStreams && version > next) throw new BrokenStream(stream, recorded, next);
    const view = this.#options.evolve(before.view, event, id);
    if (view === before.view && !this.#wholeStreams) return undefined;
    return { view, position, streamVersion: this.#wholeStreams ? version : 0 };
  }

  #entryOf(id: string): ViewEntry<View> {
    const kept = this.#kept.get(id);
    if (kept === undefined) throw new TypeError(`Nothing was loaded for "${id}"`);
    if ("position" in kept) return kept;
    const entry = this.#stored.read(kept);
    this.#kept.set(id, entry);
    return entry;
  }

  #forgetOldest(): void {
    for (const id of this.#kept.keys()) {
      if (this.#kept.size <= KEPT) return;
      this.#kept.delete(id);
    }
  }
}

function failureOf<Item>(
  { failed }: UntilFailure<Item, unknown>,
  eventOf: (item: Item) => Recorded,
): Folded["failed"] {
  return failed && { event: eventOf(failed.item), error: failed.error };
}
