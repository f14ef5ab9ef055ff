/** One atomic operation for many commits, judged one after another. */

import { isDomainError } from "../../domain/kernel/errors.ts";
import type { Committed } from "../../application/store/store.ts";
import { GroupState, type Mutation } from "./group_state.ts";
import { Parcel } from "./limits.ts";
import { type Head, type Place, readHead } from "./reading.ts";
import type { HeadRecord, ReceiptRecord } from "./records.ts";
import { type Commission, type Desk, draftCommit } from "./write_commit.ts";

/** What becomes of one commit of the group once the operation took place. */
export type Verdict =
  | { readonly committed: Committed; readonly writes: boolean }
  | { readonly repeated: ReceiptRecord }
  | { readonly refused: Error };

/** A judged group. */
export interface Group {
  /** The state that it was judged by. */
  readonly before: Head;
  readonly after: HeadRecord;
  readonly mutations: readonly Mutation[];
  /** For as many commits from the front as went into the group. */
  readonly verdicts: readonly Verdict[];
  /** Tells its receipts from all others. */
  readonly sent: string;
  /** The id of one of its receipts; `undefined` when nothing is written. */
  readonly witness: string | undefined;
}

/** Judges the commits that are waiting once the head was read, as many as fit into one operation. */
export async function judgeGroup(
  desk: Desk,
  place: Place,
  waiting: () => readonly Commission[],
): Promise<Group> {
  const before = await readHead(place);
  const front = waiting();
  const state = new GroupState(before);
  await state.load(place, front.map(({ id, changes }) => [id, changes]));
  const parcel = new Parcel(place.keys);
  const sent = desk.newId();
  const verdicts: Verdict[] = [];
  for (const commission of front) {
    const verdict = judgeOne(desk, state, parcel, commission, sent);
    if (verdict === undefined) break;
    verdicts.push(verdict);
  }
  const witness = front.find((_, at) => {
    const verdict = verdicts[at];
    return verdict !== undefined && "writes" in verdict && verdict.writes;
  })?.id;
  return { before, after: state.head, mutations: parcel.mutations, verdicts, sent, witness };
}

/** Gives no verdict when the commit has to go into the next group. */
function judgeOne(
  desk: Desk,
  state: GroupState,
  parcel: Parcel,
  commission: Commission,
  sent: string,
): Verdict | undefined {
  try {
    const draft = draftCommit(desk, state, commission, sent);
    if ("repeated" in draft) return draft;
    const { committed, head, mutations } = draft;
    const writes = mutations.length > 0;
    if (writes) {
      if (!parcel.take(mutations, head)) return undefined;
      state.apply(head, mutations);
    }
    return { committed, writes };
  } catch (error) {
    // Refused before anything is written: the others of the group go on.
    if (isDomainError(error)) return { refused: error };
    throw error;
  }
}
