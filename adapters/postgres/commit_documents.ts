/** The parts of the commit function that are about documents and their keys. */

/** A key is held since a put of this group, or since 0, for as long as its document keeps it. */
export function loadDocuments(schema: string): string {
  return `
  IF document_count > 0 THEN
    SELECT c.count INTO counter FROM ${schema}.counter c;
    first_counter := counter;
    versions := versions || ARRAY(
      SELECT coalesce(
        (SELECT d.version FROM ${schema}.documents d
          WHERE d.collection = s.collection AND d.id = s.id), 0)
      FROM unnest(document_collections, document_ids) AS s(collection, id));
    written := array_fill(0, ARRAY[document_count]);
    marked := written;
    put_versions := array_fill(0::bigint, ARRAY[put_key_ends - put_documents - 1]);
  END IF;
  IF cardinality(key_values) > 0 THEN
    SELECT jsonb_object_agg(length(s.collection) || ':' || s.collection || s.id, s.number) INTO slots
    FROM unnest(document_collections, document_ids) WITH ORDINALITY AS s(collection, id, number);
    SELECT array_agg(
        CASE WHEN h.id IS NULL THEN 0
          ELSE coalesce((slots ->> (length(h.collection) || ':' || h.collection || h.id))::int, -1) END
        ORDER BY h.number),
      array_agg(h.version ORDER BY h.number)
    INTO holders, holder_versions
    FROM (
      SELECT s.number, s.collection, u.id,
        (SELECT d.version FROM ${schema}.documents d
          WHERE d.collection = s.collection AND d.id = u.id) AS version
      FROM unnest(key_collections, key_names, key_values)
        WITH ORDINALITY AS s(collection, key, value, number)
      LEFT JOIN ${schema}.unique_keys u
        ON u.collection = s.collection AND u.key = s.key AND u.value = s.value
    ) AS h;
    held_since := array_fill(0, ARRAY[cardinality(key_values)]);
  END IF;`;
}

/** A key is free when nobody holds it, or its holder is written anew by this very commit. */
export const judgeKeys = `
      FOR q IN p + 1 .. numbers[put_ends + c] LOOP
        marked[abs(numbers[put_documents + q])] := c;
      END LOOP;
      IF verdict = 0 THEN
        FOR k IN numbers[put_key_ends + p] + 1 .. numbers[put_key_ends + numbers[put_ends + c]] LOOP
          holder := holders[numbers[put_key_slots + k]];
          IF numbers[put_key_doubles + k] = 1 OR holder = -1 OR (holder > 0
            AND held_since[numbers[put_key_slots + k]] = written[holder] AND marked[holder] <> c) THEN
            verdict := -1 - k;
            EXIT;
          END IF;
        END LOOP;
      END IF;`;

/** Only the last put of each document is written. Keys are freed before any is taken. */
export function writeDocuments(schema: string): string {
  const last = `
    FROM unnest(numbers[put_documents + 1 : put_key_ends - 1], put_values, put_keys, put_versions) WITH ORDINALITY
      AS p(document, value, keys, version, number)
    CROSS JOIN LATERAL (SELECT document_collections[abs(p.document)] AS collection,
      document_ids[abs(p.document)] AS id) AS named`;
  const stored = `
    LEFT JOIN ${schema}.documents d ON d.collection = named.collection AND d.id = named.id`;
  const isLast = "written[abs(p.document)] = p.number";
  const changed = `${isLast} AND d.keys IS DISTINCT FROM p.keys`;
  return `
  IF counter > first_counter THEN
    DELETE FROM ${schema}.unique_keys u USING (
      SELECT named.collection, o.entry ->> 0 AS key, o.entry ->> 1 AS value ${last} ${stored}
      CROSS JOIN LATERAL json_array_elements(d.keys::json -> 0) AS o(entry) WHERE ${changed}
    ) AS old WHERE u.collection = old.collection AND u.key = old.key AND u.value = old.value;
    DELETE FROM ${schema}.index_entries i USING (
      SELECT named.collection, named.id, o.entry ->> 0 AS name, o.entry ->> 1 AS entry
      ${last} ${stored}
      CROSS JOIN LATERAL json_array_elements(d.keys::json -> 1) AS o(entry) WHERE ${changed}
    ) AS old WHERE i.collection = old.collection AND i.name = old.name AND i.entry = old.entry
      AND i.id = old.id;
    INSERT INTO ${schema}.unique_keys (collection, key, value, id)
    SELECT named.collection, o.entry ->> 0, o.entry ->> 1, named.id ${last} ${stored}
    CROSS JOIN LATERAL json_array_elements(p.keys::json -> 0) AS o(entry) WHERE ${changed};
    INSERT INTO ${schema}.index_entries (collection, name, entry, id)
    SELECT named.collection, o.entry ->> 0, o.entry ->> 1, named.id ${last} ${stored}
    CROSS JOIN LATERAL json_array_elements(p.keys::json -> 1) AS o(entry) WHERE ${changed};
    DELETE FROM ${schema}.documents d USING (
      SELECT named.collection, named.id ${last} WHERE ${isLast} AND p.document < 0
    ) AS gone WHERE d.collection = gone.collection AND d.id = gone.id;
    INSERT INTO ${schema}.documents (collection, id, version, value, keys)
    SELECT named.collection, named.id, p.version, p.value, p.keys ${last}
    WHERE ${isLast} AND p.document > 0
    ON CONFLICT (collection, id) DO UPDATE
    SET version = excluded.version, value = excluded.value, keys = excluded.keys;
    UPDATE ${schema}.counter SET count = counter;
  END IF;`;
}
