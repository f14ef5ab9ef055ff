/** One transaction for many commits, judged one after another. */

import { isDomainError } from "../../domain/kernel/errors.ts";
import type { Committed } from "../../application/store/store.ts";
import { type Commission, type Desk, writeCommit } from "./write_commit.ts";

/** Longest time one transaction takes commits in, in milliseconds: the event loop stands still. */
const LONGEST = 10;

/** What became of one commit of the group. */
export type Verdict =
  | { readonly committed: Committed }
  | { readonly refused: Error };

/** What a group takes besides the desk. */
export interface GroupOptions {
  readonly size: number;
  readonly monotonic: () => number;
  /** What else is to be done in the same transaction. */
  readonly alongside: () => void;
}

/**
 * Writes commits from the front of the queue in the transaction that is open, and ends it. Gives as
 * many verdicts as it took commits.
 *
 * @throws whatever the database failed with; then nothing is written
 */
export function writeGroup(
  desk: Desk,
  queue: readonly Commission[],
  { size, monotonic, alongside }: GroupOptions,
): readonly Verdict[] {
  const { statements, state } = desk;
  const verdicts: Verdict[] = [];
  try {
    state.refresh();
    const commits = state.commits;
    const until = monotonic() + LONGEST;
    for (const commission of queue) {
      verdicts.push(judged(desk, commission));
      if (verdicts.length >= size || monotonic() > until) break;
    }
    if (state.commits !== commits) statements.setCommits.run(state.commits);
    alongside();
    statements.commit.run();
    return verdicts;
  } catch (error) {
    rollBack(desk);
    throw error;
  }
}

function judged(desk: Desk, commission: Commission): Verdict {
  try {
    return { committed: writeCommit(desk, commission) };
  } catch (error) {
    // Refused before its first write: the others of the group go on.
    if (isDomainError(error)) return { refused: error };
    throw error;
  }
}

function rollBack({ statements, state }: Desk): void {
  state.forget();
  try {
    statements.rollback.run();
  } catch {
    // SQLite rolls back by itself when the disk is full.
  }
}
