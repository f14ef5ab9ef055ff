/** Receipts of commits that had no id, found by the one that `OutcomeUnknown` carries. */

import { toIsoTime } from "../../application/store/iso_time.ts";
import type { LogPage, Receipt } from "../../application/store/store.ts";
import { toAnswer } from "./answer.ts";
import type { RememberedSending } from "./functions.ts";
import type { CommitShape } from "./group.ts";

/**
 * Gives the receipt of one commit of a sending, by its place in the group; nothing when it was
 * refused.
 */
export async function sentReceipt(
  id: string,
  place: number,
  { shape, answer: text }: RememberedSending,
  readLog: (range: { readonly after: number; readonly limit: number }) => Promise<LogPage>,
): Promise<Receipt | undefined> {
  const answer = toAnswer(text);
  const shapes: readonly CommitShape[] = JSON.parse(shape);
  const own = shapes[place];
  if (own === undefined || answer.verdicts[place] !== 0) return undefined;
  const { sizes, puts = [], outcome } = own;
  const first = shapes.slice(0, place).reduce((sum, each) => sum + each.sizes.length, 0);
  const position = answer.positions[place] ?? 0;
  const count = sizes.reduce((sum, size) => sum + size, 0);
  const { events } = await readLog({ after: position - count, limit: count });
  return {
    id,
    recordedAt: toIsoTime(answer.at),
    position,
    events,
    streamVersions: sizes.map((size, at) => (answer.before[first + at] ?? 0) + size),
    documentVersions: puts.map((kept) => kept ? answer.details[place] ?? 0 : 0),
    repeated: true,
    ...(outcome === undefined ? {} : { outcome }),
  };
}
