/** The function in the database that judges and writes a group of commits, in one round trip. */

import { judgeKeys, loadDocuments, writeDocuments } from "./commit_documents.ts";
import { commitParameters, lists, NEEDED_PARAMETERS, scalars } from "./commit_parameters.ts";

/** What the function raises when the session would judge by a snapshot older than the lock. */
export const WRONG_ISOLATION = "PT001";
/** What the function raises when this sending, or a later one of its sender, was dealt with. */
export const SENT_BEFORE = "PT002";

/**
 * Writes the definition of the function. It loads what the group names, judges the commits one after
 * another by numbers in arrays, and writes what was accepted in one statement for each table.
 *
 * The lock is its first statement, so whatever it reads later was committed before it had the lock,
 * given that each statement sees the newest state: READ COMMITTED. Streams, documents and unique keys
 * are numbered within the group, each kind from 1.
 *
 * The answer for each commit is a verdict and a detail. 0: committed, and the version of its
 * documents. From 1: refused by the test of this number, and the actual version. -1: the id is known.
 * Below: refused for the unique key of number -1 - verdict.
 */
export function createCommitFunction(schema: string, lock: string): string {
  const parameters = Object.entries(commitParameters).map(([name, type], at) =>
    at < NEEDED_PARAMETERS ? `${name} ${type}` : `${name} ${type} DEFAULT '{}'`
  );
  return `
CREATE FUNCTION ${schema}.commit_1(${parameters.join(", ")})
RETURNS text LANGUAGE plpgsql VOLATILE
SET jit = off SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off SET enable_bitmapscan = off
SET enable_hashjoin = off SET enable_mergejoin = off
AS $function$
#variable_conflict use_variable
DECLARE
${declarations()}
  last_at bigint; first_head bigint; head bigint; counter bigint; first_counter bigint;
  stream_count int := cardinality(streams); document_count int := cardinality(document_ids);
  versions bigint[]; before bigint[]; first_positions bigint[];
  written int[]; marked int[]; put_versions bigint[];
  holders int[]; holder_versions bigint[]; held_since int[]; slots jsonb;
  known boolean[];
  verdicts bigint[]; details bigint[]; positions bigint[];
  verdict bigint; actual bigint; expected bigint; kind int; slot int; holder int; document int;
  t int := 0; a int := 0; p int := 0; k int; answer text;
BEGIN
${lockFirst(lock)}
  SELECT l.position, l.recorded_at, ARRAY(
    SELECT coalesce(
      (SELECT e.version FROM ${schema}.events e WHERE e.stream = s.name
        ORDER BY e.version DESC LIMIT 1), 0)
    FROM unnest(streams) AS s(name))
  INTO head, last_at, versions
  FROM (SELECT) AS one LEFT JOIN (
    SELECT e.position, e.recorded_at FROM ${schema}.events e ORDER BY e.position DESC LIMIT 1
  ) AS l ON true;
  head := coalesce(head, 0);
  first_head := head;
  last_at := greatest(coalesce(last_at, 0), now_at);
  before := array_fill(0::bigint, ARRAY[append_sizes - append_streams]);
  first_positions := array_fill(-1::bigint, ARRAY[append_sizes - append_streams]);
${loadDocuments(schema)}
  IF cardinality(commit_ids) > 0 THEN
    known := ARRAY(
      SELECT c.id IS NOT NULL AND EXISTS (
        SELECT FROM ${schema}.receipts r WHERE r.id = c.id AND r.recorded_at >= oldest_receipt)
      FROM unnest(commit_ids) AS c(id));
  END IF;

  FOR c IN 1 .. append_ends - test_ends - 1 LOOP
    verdict := 0;
    actual := 0;
    IF known[c] THEN verdict := -1; END IF;
    WHILE verdict = 0 AND t < numbers[test_ends + c] LOOP
      t := t + 1;
      kind := numbers[test_kinds + t];
      slot := numbers[test_slots + t];
      IF kind = 0 THEN
        actual := versions[slot];
      ELSIF kind = 1 THEN
        actual := versions[stream_count + slot];
      ELSE
        holder := holders[slot];
        actual := CASE
          WHEN holder = -1 THEN holder_versions[slot]
          WHEN holder > 0 AND held_since[slot] = written[holder]
            THEN versions[stream_count + holder]
          ELSE 0 END;
      END IF;
      expected := numbers[test_expected + t];
      IF (expected >= 0 AND actual <> expected) OR (expected = -2 AND actual = 0) THEN
        verdict := t;
      END IF;
    END LOOP;
    t := numbers[test_ends + c];
    IF document_count > 0 AND p < numbers[put_ends + c] THEN
${judgeKeys}
      IF verdict = 0 THEN
        counter := counter + 1;
        actual := counter;
        FOR q IN p + 1 .. numbers[put_ends + c] LOOP
          document := abs(numbers[put_documents + q]);
          written[document] := q;
          put_versions[q] := CASE WHEN numbers[put_documents + q] < 0 THEN 0 ELSE counter END;
          versions[stream_count + document] := put_versions[q];
          FOR k IN numbers[put_key_ends + q - 1] + 1 .. numbers[put_key_ends + q] LOOP
            holders[numbers[put_key_slots + k]] := document;
            held_since[numbers[put_key_slots + k]] := q;
          END LOOP;
        END LOOP;
      END IF;
      p := numbers[put_ends + c];
    END IF;
    IF verdict = 0 THEN
      FOR b IN a + 1 .. numbers[append_ends + c] LOOP
        slot := numbers[append_streams + b];
        before[b] := versions[slot];
        first_positions[b] := head;
        versions[slot] := versions[slot] + numbers[append_sizes + b];
        head := head + numbers[append_sizes + b];
      END LOOP;
    END IF;
    a := numbers[append_ends + c];
    verdicts[c] := verdict;
    details[c] := actual;
    positions[c] := head;
  END LOOP;

  IF head > first_head THEN
    INSERT INTO ${schema}.events
      (position, stream, version, id, type, recorded_at, data, metadata)
    SELECT first_positions[e.append] + e.number, streams[numbers[append_streams + e.append]],
      before[e.append] + e.number, e.id, e.type, last_at, e.data, e.metadata
    FROM unnest(numbers[event_appends + 1 : event_numbers],
      numbers[event_numbers + 1 : put_ends - 1], event_ids, event_types, event_data, event_metadata)
      AS e(append, number, id, type, data, metadata)
    WHERE first_positions[e.append] >= 0;
    PERFORM pg_notify('${lock}', head::text);
  END IF;
${writeDocuments(schema)}
${writeReceipts(schema)}
  answer := json_build_array(
    last_at, first_head, to_json(verdicts), to_json(details), to_json(positions), to_json(before)
  )::text;
  UPDATE ${schema}.senders s
  SET sending = sending, recorded_at = now_at, shape = shape, answer = answer
  WHERE s.id = sender AND s.sending < sending;
  IF NOT FOUND THEN
    INSERT INTO ${schema}.senders AS s (id, sending, recorded_at, shape, answer)
    VALUES (sender, sending, now_at, shape, answer) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
      RAISE EXCEPTION USING ERRCODE = '${SENT_BEFORE}',
        MESSAGE = 'The sending was dealt with before';
    END IF;
  END IF;
  RETURN answer;
END
$function$;
${createSettleFunction(schema, lock)}`;
}

/** What became of a sending; one that did not arrive yet will be refused when it does. */
function createSettleFunction(schema: string, lock: string): string {
  return `
CREATE FUNCTION ${schema}.settle_1(
  sender text, sending bigint, now_at bigint, lock_timeout bigint, OUT shape text, OUT answer text
)
LANGUAGE plpgsql VOLATILE
AS $function$
#variable_conflict use_variable
BEGIN
${lockFirst(lock)}
  SELECT s.shape, s.answer INTO shape, answer
  FROM ${schema}.senders s WHERE s.id = sender AND s.sending = sending;
  IF NOT FOUND THEN
    INSERT INTO ${schema}.senders AS s (id, sending, recorded_at) VALUES (sender, sending, now_at)
    ON CONFLICT (id) DO UPDATE SET sending = excluded.sending, recorded_at = excluded.recorded_at,
      shape = NULL, answer = NULL
    WHERE s.sending < excluded.sending;
  END IF;
END
$function$;`;
}

/** Names what stands in `numbers`. */
function declarations(): string {
  const named = [
    ...scalars.map((name) => `${name} bigint`),
    ...lists.map((name) => `${name} int`),
  ];
  return named.map((variable, at) => `  ${variable} := numbers[${at + 1}];`).join("\n");
}

function lockFirst(lock: string): string {
  return `
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION USING ERRCODE = '${WRONG_ISOLATION}',
      MESSAGE = 'The transaction is not READ COMMITTED';
  END IF;
  PERFORM set_config('lock_timeout', lock_timeout || 'ms', true);
  PERFORM pg_advisory_xact_lock(hashtextextended('${lock}', 0));`;
}

function writeReceipts(schema: string): string {
  return `
  IF cardinality(commit_ids) > 0 THEN
    INSERT INTO ${schema}.receipts
      (id, recorded_at, fingerprint, position, events, stream_versions, document_versions, outcome)
    SELECT c.id, last_at, c.fingerprint, positions[c.number],
      positions[c.number] - CASE WHEN c.number = 1 THEN first_head
        ELSE positions[c.number - 1] END,
      ARRAY(SELECT before[b] + numbers[append_sizes + b] FROM generate_series(
        numbers[append_ends + c.number - 1] + 1, numbers[append_ends + c.number]) AS b),
      coalesce(put_versions[
        numbers[put_ends + c.number - 1] + 1 : numbers[put_ends + c.number]],
        '{}'),
      c.outcome
    FROM unnest(commit_ids, fingerprints, outcomes) WITH ORDINALITY
      AS c(id, fingerprint, outcome, number)
    WHERE c.id IS NOT NULL AND verdicts[c.number] = 0
    ON CONFLICT (id) DO UPDATE SET recorded_at = excluded.recorded_at,
      fingerprint = excluded.fingerprint, position = excluded.position, events = excluded.events,
      stream_versions = excluded.stream_versions, document_versions = excluded.document_versions,
      outcome = excluded.outcome;
  END IF;`;
}
