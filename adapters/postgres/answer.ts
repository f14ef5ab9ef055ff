/** What the function in the database answers for a group, and what that means for each commit. */

import { UniqueViolation, VersionConflict } from "../../application/store/errors.ts";
import { toIsoTime } from "../../application/store/iso_time.ts";
import { fromJsonText } from "../../application/store/json_text.ts";
import type { Committed, Recorded } from "../../application/store/store.ts";
import type { Commission, Group } from "./group.ts";

/** What became of one commit of a group. */
export type Verdict =
  | { readonly committed: Committed }
  | { readonly refused: Error }
  /** The id belongs to an earlier commit, whose receipt is there. */
  | { readonly known: true };

/** The answer of the function, taken apart. */
export interface Answer {
  /** When the events were recorded. */
  readonly at: number;
  /** The last position before the group. */
  readonly head: number;
  /** For each commit what `createCommitFunction` says. */
  readonly verdicts: readonly number[];
  readonly details: readonly number[];
  /** The last position after each commit. */
  readonly positions: readonly number[];
  /** The version of the stream before each append. */
  readonly before: readonly number[];
}

/** Reads what the function answered. */
export function toAnswer(text: string): Answer {
  const [at, head, verdicts, details, positions, before] = JSON.parse(text);
  return { at, head, verdicts, details, positions, before };
}

/** Gives as many verdicts as the group has commits. */
export function toVerdicts(group: Group, answer: Answer): readonly Verdict[] {
  let appends = 0;
  let events = 0;
  return group.commissions.map((commission, at) => {
    const verdict = toVerdict(group, answer, { commission, at, appends, events });
    for (const append of commission.changes.appends) {
      appends++;
      events += append.events.length;
    }
    return verdict;
  });
}

/** A commit of the group, and how many appends and events come before it. */
interface Place {
  readonly commission: Commission;
  readonly at: number;
  readonly appends: number;
  readonly events: number;
}

function toVerdict(group: Group, answer: Answer, place: Place): Verdict {
  const verdict = answer.verdicts[place.at] ?? 0;
  if (verdict === 0) return { committed: toCommitted(group, answer, place) };
  if (verdict === -1) return { known: true };
  if (verdict > 0) {
    const test = group.tests[verdict - 1] ?? missing();
    const actual = answer.details[place.at] ?? 0;
    return { refused: new VersionConflict(test.subject, test.expected, actual) };
  }
  const { collection, key, value } = group.wantedKeys[-verdict - 2] ?? missing();
  return { refused: new UniqueViolation(collection, key, value) };
}

function missing(): never {
  throw new Error("The answer belongs to another group");
}

function toCommitted(group: Group, answer: Answer, place: Place): Committed {
  const { appends, puts, outcome } = place.commission.changes;
  const position = answer.positions[place.at] ?? 0;
  const version = answer.details[place.at] ?? 0;
  const streamVersions = appends.map(({ events }, at) =>
    (answer.before[place.appends + at] ?? 0) + events.length
  );
  const result = {
    position,
    events: toEvents(group, answer, place, position),
    streamVersions,
    documentVersions: puts.map(({ value }) => value === undefined ? 0 : version),
    repeated: false,
  };
  return outcome === undefined ? result : { ...result, outcome: fromJsonText(outcome) };
}

function toEvents(group: Group, answer: Answer, place: Place, last: number): Recorded[] {
  const { appends } = place.commission.changes;
  const recordedAt = toIsoTime(answer.at);
  const events: Recorded[] = [];
  let number = place.events;
  let position = last - appends.reduce((sum, append) => sum + append.events.length, 0);
  for (const [at, append] of appends.entries()) {
    let version = answer.before[place.appends + at] ?? 0;
    for (const { type, copy } of append.events) {
      const id = group.eventIds[number++] ?? "";
      const { stream } = append;
      events.push({
        id,
        stream,
        version: ++version,
        position: ++position,
        recordedAt,
        type,
        ...copy,
      });
    }
  }
  return events;
}
