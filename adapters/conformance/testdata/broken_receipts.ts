/** Stores whose commit ids and receipts do not hold. */

import { CommitIdReused } from "../../../application/store/errors.ts";
import type { Changes, Committed, Store } from "../../../application/store/store.ts";
import { pause } from "../assertions.ts";
import { bending, broken, type BrokenStore, checksOf, refusing } from "./broken_store.ts";

export const brokenReceipts: readonly BrokenStore[] = [
  refusing(
    "version-conflict",
    bending("the commit id is ignored", "store 8: a commit with an id, again", ignoresId),
  ),
  refusing(
    "version-conflict",
    broken(
      "expectations come before the receipt",
      "store 8: the receipt is looked at",
      receiptLast,
    ),
  ),
  broken("receipts need events", "store 8: also under `any`", receiptsNeedEvents),
  broken("a used id is not compared", "store 8: other content", comparesNoContent),
  refusing(
    "version-conflict",
    broken("a failed commit leaves its receipt", "store 8: a failed commit", remembersFailures),
  ),
  refusing(
    "version-conflict",
    broken("one id at once: both run", "store 8: one commit id from many", bothRun),
  ),
  bending("the outcome is lost", "store 8: a commit with an id, again", losesOutcome),
];

function ignoresId({ id: _, ...changes }: Changes): Changes {
  return changes;
}

function losesOutcome({ outcome: _, ...changes }: Changes): Changes {
  return changes;
}

function receiptLast(sound: Store): Partial<Store> {
  return {
    commit: async (changes) => {
      await sound.commit(checksOf(changes));
      return await sound.commit(changes);
    },
  };
}

function receiptsNeedEvents(sound: Store): Partial<Store> {
  return {
    commit: (changes) =>
      sound.commit(
        changes.appends?.some(({ events }) => events.length > 0) ? changes : ignoresId(changes),
      ),
  };
}

function comparesNoContent(sound: Store): Partial<Store> {
  return {
    commit: (changes) =>
      sound.commit(changes).catch(async (error: unknown) => {
        const receipt = error instanceof CommitIdReused && await sound.receipt(error.id);
        if (!receipt) throw error;
        return receipt;
      }),
  };
}

function remembersFailures(sound: Store): Partial<Store> {
  const failed = new Map<string, unknown>();
  return {
    commit: async (changes) => {
      const { id = "" } = changes;
      if (failed.has(id)) throw failed.get(id);
      try {
        return await sound.commit(changes);
      } catch (error) {
        if (id !== "") failed.set(id, error);
        throw error;
      }
    },
  };
}

/** Looks for the receipt, and then commits without asking again. */
function bothRun(sound: Store): Partial<Store> {
  const receipts = new Map<string, Committed>();
  return {
    commit: async (changes) => {
      const known = receipts.get(changes.id ?? "");
      if (known) return { ...known, repeated: true };
      await pause(0);
      const committed = await sound.commit(ignoresId(changes));
      if (changes.id !== undefined) receipts.set(changes.id, committed);
      return committed;
    },
  };
}
