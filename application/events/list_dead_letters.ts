/** Listing the dead letters of one subscription, or of all. */

import { InvalidCursor } from "../store/errors.ts";
import type { Page, Store } from "../store/store.ts";
import { type DeadLetter, letterOf } from "./dead_letter.ts";
import { CHECKPOINTS, type Pending, pendingCollection, readAll } from "./subscription_records.ts";

/** Which page of the dead letters, of one subscription or of all. */
export interface DeadLetterQuery {
  readonly subscription?: string | undefined;
  readonly limit: number;
  readonly after?: string | undefined;
}

/**
 * Walks the subscriptions by name; a cursor is a subscription's name and a cursor within it.
 *
 * @throws {InvalidCursor}
 */
export async function listDeadLetters(
  store: Store,
  query: DeadLetterQuery,
): Promise<Page<DeadLetter>> {
  const names = await subscriptionNames(store, query.subscription);
  const [first, within] = query.after?.split("/") ?? [];
  if (first !== undefined && within === undefined) throw new InvalidCursor();
  const items: DeadLetter[] = [];
  for (const [index, name] of names.entries()) {
    if (first !== undefined && name < first) continue;
    const page = await store.find({
      collection: pendingCollection(name),
      // "operator" and "operator-acted", but not "runner".
      by: { index: "turn", from: "operator", to: "operator." },
      limit: query.limit - items.length,
      after: name === first && within !== "" ? within : undefined,
    });
    items.push(...page.items.map(({ value }) => letterOf(name, value as Pending)));
    if (page.next !== undefined) return { items, next: `${name}/${page.next}` };
    const following = names[index + 1];
    if (items.length === query.limit && following !== undefined) {
      return { items, next: `${following}/` };
    }
  }
  return { items, next: undefined };
}

async function subscriptionNames(store: Store, only: string | undefined): Promise<string[]> {
  if (only !== undefined) return [only];
  const names: string[] = [];
  for await (const { id } of readAll(store, CHECKPOINTS)) names.push(id);
  return names;
}
