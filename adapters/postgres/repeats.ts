/** Commits that were sent before: what their receipts say. */

import { CommitIdReused } from "../../application/store/errors.ts";
import type { Committed } from "../../application/store/store.ts";
import type { Commission } from "./group.ts";
import type { StoredReceipt } from "./rows.ts";

/** Looks commits up by their ids. */
export interface Repeats {
  /**
   * Gives the result of an earlier commit with the same id and content; nothing when there was none.
   *
   * @throws {CommitIdReused} when its content was another
   */
  readonly find: (commission: Commission) => Promise<Committed | undefined>;
}

/** Makes the look-up. */
export function repeats(
  receipt: (id: string) => Promise<StoredReceipt | undefined>,
): Repeats {
  return {
    find: async ({ changes: { id }, fingerprint }) => {
      const earlier = id === undefined ? undefined : await receipt(id);
      if (id === undefined || earlier === undefined) return undefined;
      // What was sent without an id has no fingerprint: only its caller knows its id.
      if (earlier.fingerprint !== undefined && earlier.fingerprint !== fingerprint) {
        throw new CommitIdReused(id);
      }
      return earlier.receipt;
    },
  };
}
