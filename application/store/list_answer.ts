/** Pages as clients get them. */

import type { Page } from "./store.ts";

/** A page as clients get it. */
export interface ListAnswer<Item> {
  readonly items: readonly Item[];
  /** The cursor to what follows. */
  readonly next: string | null;
}

/** Writes a page as clients get it. */
export function listAnswer<Item>({ items, next }: Page<Item>): ListAnswer<Item> {
  return { items, next: next ?? null };
}
