/** The log, page by page. */

import type { Page, Recorded, Store } from "./store.ts";

/** Which page of the log. */
export interface LogQuery {
  /** At least 1. */
  readonly limit: number;
  /** The position after which it begins. */
  readonly after: number;
}

/** Reads a page of the log, oldest first; the cursor to what follows is a position. */
export async function readLogPage(
  store: Store,
  { after, limit }: LogQuery,
): Promise<Page<Recorded>> {
  const { events, through } = await store.readLog({ after, limit });
  const more = events.length === limit && through < await store.head();
  return { items: events, next: more ? String(through) : undefined };
}
