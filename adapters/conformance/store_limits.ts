/** Commits that are just over one limit of a store. */

import type { Changes, Limits } from "../../application/store/store.ts";
import { numbers, put } from "./store_samples.ts";

/** A commit that only its size speaks against. */
export interface OverLimit {
  readonly limit: keyof Limits;
  readonly changes: Changes;
}

/** Largest commit worth trying, in bytes. */
const MOST_BYTES = 128 * 1024 * 1024;
/** Longest commit worth trying, in items. */
const MOST_ITEMS = 50_000;

/** Makes a commit over each limit that is small enough to be tried. */
export function overLimits(limits: Limits): readonly OverLimit[] {
  const over: OverLimit[] = [];
  if (limits.valueBytes <= MOST_BYTES) {
    over.push({
      limit: "valueBytes",
      changes: { puts: [put("large", "any", ofBytes(limits.valueBytes + 1))] },
    });
  }
  if (limits.commitBytes <= MOST_BYTES) {
    const count = Math.floor(limits.commitBytes / limits.valueBytes) + 1;
    const value = ofBytes(Math.ceil((limits.commitBytes + 1) / count));
    const puts = numbers(count).map((n) => put(`large-${n}`, "any", value));
    if (count <= limits.commitItems) over.push({ limit: "commitBytes", changes: { puts } });
  }
  if (limits.commitItems <= MOST_ITEMS) {
    const checks = numbers(limits.commitItems + 1)
      .map((n) => ({ collection: "things", id: `absent-${n}`, expect: "none" }) as const);
    over.push({ limit: "commitItems", changes: { checks } });
  }
  return over;
}

/** A text whose JSON has a length. */
function ofBytes(bytes: number): string {
  return "x".repeat(Math.max(0, bytes - 2));
}
