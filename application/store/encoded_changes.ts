/** Changes as every adapter takes them in: validated, measured, payloads as JSON text. */

import type { Json } from "../../domain/kernel/json.ts";
import { InvalidChanges, LimitExceeded, subjectName } from "./errors.ts";
import { takeJson, toJsonText } from "./json_text.ts";
import { requireId, requireLabel, utf8Length } from "./names.ts";
import type {
  Append,
  Changes,
  Check,
  Expectation,
  Keys,
  Limits,
  Metadata,
  NewEvent,
  Put,
} from "./store.ts";

/** An event to append, payload and metadata as JSON text. */
export interface EncodedEvent {
  readonly id: string | undefined;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
  /** A copy of what was given, for the answer of the commit. */
  readonly copy: { readonly data: Json; readonly metadata: Metadata };
}

/** An append whose events are encoded. */
export interface EncodedAppend {
  readonly stream: string;
  readonly expect: Expectation;
  readonly events: readonly EncodedEvent[];
}

/** A put whose value is JSON text; `undefined` deletes. */
export interface EncodedPut {
  readonly collection: string;
  readonly id: string;
  readonly expect: Expectation;
  readonly value: string | undefined;
  readonly unique: readonly (readonly [key: string, value: string])[];
  readonly index: readonly (readonly [key: string, value: string])[];
}

/** Valid changes, ready to be judged against what is stored. */
export interface EncodedChanges {
  readonly id: string | undefined;
  readonly outcome: string | undefined;
  readonly appends: readonly EncodedAppend[];
  readonly puts: readonly EncodedPut[];
  readonly checks: readonly Check[];
}

/**
 * Validates changes and writes their payloads as JSON text.
 *
 * @throws {InvalidChanges | InvalidName | InvalidValue | LimitExceeded}
 */
export function encodeChanges(changes: Changes, limits: Limits): EncodedChanges {
  const { id, outcome, appends, puts, checks } = changes;
  if (id !== undefined) requireId("commit id", id);
  const encoded = {
    id,
    outcome: outcome === undefined ? undefined : toJsonText(outcome),
    appends: appends?.map(encodeAppend) ?? none,
    puts: puts?.map(encodePut) ?? none,
    checks: checks?.map(encodeCheck) ?? none,
  };
  requireDistinct(encoded);
  requireWithin(encoded, limits);
  return encoded;
}

const none: readonly never[] = [];

/** Tells whether there is nothing to do, check or remember. */
export function isNothing(changes: EncodedChanges): boolean {
  return changes.id === undefined && changes.appends.length === 0 && changes.puts.length === 0 &&
    changes.checks.length === 0;
}

/** Writes down what the changes are, so that a repeated commit id can be compared with its first use. */
export function contentOf(changes: EncodedChanges): string {
  return JSON.stringify([
    changes.appends.map((append) => [
      append.stream,
      append.expect,
      append.events.map(({ id, type, data, metadata }) => [id ?? null, type, data, metadata]),
    ]),
    changes.puts.map((put) => [
      put.collection,
      put.id,
      put.expect,
      put.value ?? null,
      put.unique,
      put.index,
    ]),
    changes.checks.map((check) => Object.entries(check).sort()),
    changes.outcome ?? null,
  ]);
}

function encodeAppend({ stream, expect, events }: Append): EncodedAppend {
  requireId("stream", stream);
  requireExpectation(expect);
  return { stream, expect, events: events.map(encodeEvent) };
}

function encodeEvent({ id, type, data, metadata }: NewEvent): EncodedEvent {
  if (id !== undefined) requireId("event id", id);
  requireLabel("event type", type);
  const copy = {
    data: takeJson(data),
    metadata: metadata === undefined ? {} : takeJson(metadata) as Metadata,
  };
  return {
    id,
    type,
    data: JSON.stringify(copy.data),
    metadata: metadata === undefined ? "{}" : JSON.stringify(copy.metadata),
    copy,
  };
}

function encodePut({ collection, id, expect, value, unique, index }: Put): EncodedPut {
  requireLabel("collection", collection);
  requireId("document id", id);
  requireExpectation(expect);
  return {
    collection,
    id,
    expect,
    value: value === undefined ? undefined : toJsonText(value),
    unique: encodeKeys("unique key", unique, value),
    index: encodeKeys("index", index, value),
  };
}

function encodeKeys(what: string, keys: Keys | undefined, value: unknown): EncodedPut["unique"] {
  if (keys === undefined) return [];
  const entries = Object.entries(keys);
  if (entries.length > 0 && value === undefined) {
    throw new InvalidChanges(`Cannot delete a document and give it a ${what}`);
  }
  for (const [name, entry] of entries) {
    requireLabel(what, name);
    requireId(`value of the ${what} ${name}`, entry);
  }
  return entries;
}

/** Copies a check: it may be judged after the caller has changed what was given. */
function encodeCheck(check: Check): Check {
  const { collection, expect } = check;
  requireLabel("collection", collection);
  if ("id" in check) {
    requireId("document id", check.id);
    requireExpectation(expect);
    return { collection, id: check.id, expect };
  }
  const { key, value } = check;
  requireLabel("unique key", key);
  requireId(`value of the unique key ${key}`, value);
  if (expect !== "none") throw new InvalidChanges(`Cannot expect "${expect}" of a unique key`);
  return { collection, key, value, expect };
}

function requireExpectation(expect: Expectation): void {
  const valid = typeof expect === "number"
    ? Number.isSafeInteger(expect) && expect >= 0
    : expect === "none" || expect === "some" || expect === "any";
  if (!valid) throw new InvalidChanges(`Cannot expect ${JSON.stringify(expect)}`);
}

function requireDistinct({ appends, puts, checks }: EncodedChanges): void {
  if (appends.length + puts.length + checks.length < 2) return;
  const seen = new Set<string>();
  for (const subject of [...appends, ...puts, ...checks]) {
    const name = subjectName(subject);
    if (seen.has(name)) throw new InvalidChanges(`Cannot name ${name} twice in one commit`);
    seen.add(name);
  }
}

function requireWithin(changes: EncodedChanges, limits: Limits): void {
  const items = itemsOf(changes);
  if (items > limits.commitItems) throw new LimitExceeded("commitItems", limits.commitItems, items);
  let units = 0;
  eachText(changes, (text) => units += text.length);
  // A UTF-16 unit takes at most three bytes, so small commits need no counting.
  if (units * 3 <= limits.valueBytes && units * 3 <= limits.commitBytes) return;
  let largest = 0;
  let bytes = 0;
  eachText(changes, (text) => {
    const size = utf8Length(text);
    largest = Math.max(largest, size);
    bytes += size;
  });
  if (largest > limits.valueBytes) {
    throw new LimitExceeded("valueBytes", limits.valueBytes, largest);
  }
  if (bytes > limits.commitBytes) throw new LimitExceeded("commitBytes", limits.commitBytes, bytes);
}

function itemsOf({ appends, puts, checks }: EncodedChanges): number {
  let items = puts.length + checks.length;
  for (const { events } of appends) items += Math.max(1, events.length);
  return items;
}

function eachText({ outcome, appends, puts }: EncodedChanges, see: (text: string) => void): void {
  if (outcome !== undefined) see(outcome);
  for (const { events } of appends) {
    for (const { data, metadata } of events) {
      see(data);
      see(metadata);
    }
  }
  for (const { value } of puts) {
    if (value !== undefined) see(value);
  }
}
