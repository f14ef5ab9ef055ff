/** `find` over the documents of one collection, page by page from the place of the last item. */

import { fromCursor, type Place, toCursor } from "../../application/store/cursor.ts";
import { compareUtf8 } from "../../application/store/names.ts";
import { requireRead } from "../../application/store/reads.ts";
import type { Document, Find, Page } from "../../application/store/store.ts";
import { canBeStored, type PostgresRow } from "./client.ts";
import type { Ask } from "./reader.ts";
import { toDocument } from "./rows.ts";

/** One more row than a page has must still be a number for the server. */
const MOST_ROWS = 2 ** 31 - 2;

/** Answers one page of a collection; an unknown collection is empty. */
export async function findDocuments(
  ask: Ask,
  schema: string,
  query: Find,
): Promise<Page<Document>> {
  const limit = Math.min(requireRead({ limit: query.limit }).limit, MOST_ROWS);
  const after = query.after === undefined ? { entry: "", id: "" } : fromCursor(query.after);
  // One row more than asked tells whether there is a next page.
  const rows = await matches(ask, schema, query, after, limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(toDocument),
    next: last !== undefined && rows.length > limit ? toCursor(placeOf(last)) : undefined,
  };
}

/** The fourth column is the index entry, `""` without an index. */
function placeOf([id, , , entry]: PostgresRow): Place {
  return { id: String(id), entry: String(entry) };
}

async function matches(
  ask: Ask,
  schema: string,
  { collection, by }: Find,
  after: Place,
  limit: number,
): Promise<readonly PostgresRow[]> {
  if (by === undefined) {
    // Without an index all entries are "": a cursor with another one stands behind them.
    if (after.entry !== "") return [];
    return await askFor(
      ask,
      `SELECT d.id, d.version::text, d.value, '' FROM ${schema}.documents d
      WHERE d.collection = $1::text AND d.id > $2::text
      ORDER BY d.id LIMIT $3::text::bigint`,
      [collection, after.id, limit],
    );
  }
  if ("equal" in by) {
    const values = [collection, by.index, after.entry, after.id, limit, by.equal];
    return await askFor(ask, indexed(schema, "AND i.entry = $6::text"), values);
  }
  const { entry, id } = later(after, { entry: by.from ?? "", id: "" });
  const values = [collection, by.index, entry, id, limit];
  if (by.to === undefined) return await askFor(ask, indexed(schema, ""), values);
  return await askFor(ask, indexed(schema, "AND i.entry < $6::text"), [...values, by.to]);
}

/** Takes the entries first: what the index has found in order is not to be sorted again. */
function indexed(schema: string, condition: string): string {
  return `
    SELECT d.id, d.version::text, d.value, i.entry
    FROM (SELECT i.collection, i.entry, i.id FROM ${schema}.index_entries i
      WHERE i.collection = $1::text AND i.name = $2::text
        AND (i.entry, i.id) > ($3::text, $4::text) ${condition}
      ORDER BY i.entry, i.id LIMIT $5::text::bigint) AS i
    JOIN ${schema}.documents d ON d.collection = i.collection AND d.id = i.id
    ORDER BY i.entry, i.id`;
}

/** What cannot be stored is not found. */
async function askFor(
  ask: Ask,
  statement: string,
  values: readonly (string | number)[],
): Promise<readonly PostgresRow[]> {
  const all = values.every((value) => typeof value === "number" || canBeStored(value));
  return all ? await ask(statement, values) : [];
}

/** No id is empty, so a place without one stands before all of its entry. */
function later(left: Place, right: Place): Place {
  const order = compareUtf8(left.entry, right.entry) || compareUtf8(left.id, right.id);
  return order > 0 ? left : right;
}
