/** Views as they are stored, to and from what they are. */

import { DocumentFromTheFuture } from "../store/collection.ts";
import type { Document, Store } from "../store/store.ts";
import type { StagedPut } from "../store/transaction.ts";
import { readAs, type Schema } from "../store/upcast.ts";
import type { ViewOptions } from "./projection.ts";
import { InvalidView } from "./projection_errors.ts";
import { removedCollection, type StoredView, viewCollection } from "./projection_records.ts";

/** A view, if there is one, and how far it has come. */
export interface ViewEntry<View> {
  readonly view: View | undefined;
  /** Of the last event that was folded in. */
  readonly position: number;
  /** The version of its stream that was folded in last; 0 for views that are not of one stream. */
  readonly streamVersion: number;
}

/** Which views. */
export interface StoredViewsOptions<View> {
  readonly name: string;
  readonly view: ViewOptions<View>;
  readonly wholeStreams: boolean;
}

/**
 * Reads a stored view.
 *
 * @throws {DocumentFromTheFuture} for one of a newer shape, and whatever its schema throws
 */
export function readView<View>(
  schema: Schema<View>,
  collection: string,
  { id, value }: Document,
): View {
  const { schemaVersion, data } = value as StoredView;
  if (schemaVersion > schema.version) {
    throw new DocumentFromTheFuture(collection, id, schemaVersion);
  }
  return readAs(schema, schemaVersion, data);
}

/** One generation's views in the store. Of whole streams, the ends of removed views are kept too. */
export class StoredViews<View> {
  readonly #store: Store;
  readonly #options: StoredViewsOptions<View>;
  readonly #collection: string;
  readonly #removed: string;

  constructor(store: Store, options: StoredViewsOptions<View>, generation: number) {
    this.#store = store;
    this.#options = options;
    this.#collection = viewCollection(options.name, generation);
    this.#removed = removedCollection(options.name, generation);
  }

  /** Looks for a view; answers its document, or the entry of one that is not there. */
  async find(id: string): Promise<Document | ViewEntry<View>> {
    const document = await this.#store.get(this.#collection, id);
    if (document !== undefined) return document;
    const end = this.#options.wholeStreams ? await this.#store.get(this.#removed, id) : undefined;
    if (end === undefined) return { view: undefined, position: 0, streamVersion: 0 };
    const { position, streamVersion } = end.value as StoredView;
    return { view: undefined, position, streamVersion };
  }

  /** Reads what was found; throws what {@linkcode readView} throws. */
  read(document: Document): ViewEntry<View> {
    const { position, streamVersion } = document.value as StoredView;
    const view = readView(this.#options.view.schema, this.#collection, document);
    return { view, position, streamVersion };
  }

  /**
   * Stages a view, or its end.
   *
   * @throws {InvalidView}
   */
  puts(id: string, { view, position, streamVersion }: ViewEntry<View>): readonly StagedPut[] {
    const { view: { schema }, wholeStreams } = this.#options;
    const end = { schemaVersion: schema.version, data: null, position, streamVersion };
    if (view !== undefined) {
      return [{ collection: this.#collection, id, ...this.#write(id, view, end) }];
    }
    const gone: StagedPut = { collection: this.#collection, id, value: undefined };
    return wholeStreams ? [gone, { collection: this.#removed, id, value: end }] : [gone];
  }

  #write(id: string, view: View, stored: StoredView) {
    const { encode, index, unique } = this.#options.view;
    try {
      const value: StoredView = { ...stored, data: encode(view) };
      return { value, index: index?.(view) ?? {}, unique: unique?.(view) ?? {} };
    } catch (cause) {
      throw new InvalidView(this.#options.name, id, { cause });
    }
  }
}
