/** What the function in the database is told of a group, and how it is called. */

/**
 * The parameters in order, with their types; all are sent as text. Each takes its time, so all
 * numbers go into one list, and those from `commit_ids` on may be left out where no commit has an id
 * and none is about documents.
 */
export const commitParameters = {
  sender: "text",
  shape: "text",
  numbers: "bigint[]",
  streams: "text[]",
  event_ids: "text[]",
  event_types: "text[]",
  event_data: "text[]",
  event_metadata: "text[]",
  commit_ids: "text[]",
  fingerprints: "text[]",
  outcomes: "text[]",
  document_collections: "text[]",
  document_ids: "text[]",
  put_values: "text[]",
  put_keys: "text[]",
  key_collections: "text[]",
  key_names: "text[]",
  key_values: "text[]",
} as const;

/** What `numbers` begins with. */
export const scalars = ["sending", "now_at", "oldest_receipt", "lock_timeout"] as const;

/**
 * The lists in `numbers`. After the scalars comes for each list where it begins, less one, so that
 * its items count from 1, and then the lists themselves. Those of ends, which say for each commit or
 * put up to where in the next list its part goes, have a 0 before their first item.
 */
export const lists = [
  "test_ends",
  "append_ends",
  "test_kinds",
  "test_slots",
  "test_expected",
  "append_streams",
  "append_sizes",
  "event_appends",
  "event_numbers",
  "put_ends",
  "put_documents",
  "put_key_ends",
  "put_key_slots",
  "put_key_doubles",
] as const;

/** The parameters of the function by name, as text. */
export type CommitArguments = Readonly<Record<keyof typeof commitParameters, string>>;

/** How many parameters cannot be left out. */
export const NEEDED_PARAMETERS: number = Object.keys(commitParameters).indexOf("commit_ids");

/** Writes the call of the function of a schema, with so many parameters. */
export function commitCall(schema: string, count: number): string {
  const types = Object.values(commitParameters).slice(0, count);
  const parameters = types.map((type, at) => `$${at + 1}::text::${type}`);
  return `SELECT ${schema}.commit_1(${parameters.join(", ")})`;
}
