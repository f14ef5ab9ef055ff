/** Views as they are stored, to and from what they are. */

import { DocumentFromTheFuture } from "../store/collection.ts";
import type { Document } from "../store/store.ts";
import { readAs, type Schema } from "../store/upcast.ts";
import type { StoredView } from "./projection_records.ts";

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
