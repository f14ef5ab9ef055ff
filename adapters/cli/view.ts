/** How things are shown: as JSON to programs, in columns to people. */

import type { Page } from "../../application/store/store.ts";
import { listAnswer } from "../../application/store/list_answer.ts";
import type { Said } from "./command_setting.ts";

/** What stands in a column. */
export type Cell = string | number;

/** How things of one kind are shown. */
export interface View<Item> {
  /** As clients get it over HTTP. */
  readonly answer: (item: Item) => unknown;
  readonly heads: readonly string[];
  readonly row: (item: Item) => readonly Cell[];
  /** Stands for an empty list. */
  readonly none: string;
}

/** Shows one thing. */
export function showOne<Item extends { readonly id: string }>(
  { answer, heads, row }: View<Item>,
  item: Item,
): Said {
  return { id: item.id, json: answer(item), lines: columns(heads, [row(item)]) };
}

/** Shows a page, and how to get the next. */
export function showPage<Item>({ answer, heads, row, none }: View<Item>, page: Page<Item>): Said {
  const { items, next } = page;
  const more = next === undefined ? [] : [`More: --after ${next}`];
  const table = items.length === 0 ? [none] : columns(heads, items.map(row));
  return {
    json: listAnswer({ items: items.map(answer), next }),
    lines: [...table, ...more],
  };
}

/** Shows all there is. */
export function showAll<Item>(view: View<Item>, items: readonly Item[]): Said {
  return showPage(view, { items, next: undefined });
}

/** Lays cells out in columns, each as wide as its widest cell. */
export function columns(
  heads: readonly string[],
  rows: readonly (readonly Cell[])[],
): readonly string[] {
  const cells = [heads, ...rows].map((row) => row.map(onOneLine));
  const widths = heads.map((_, at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)));
  return cells.map((row) =>
    row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join("  ").trimEnd()
  );
}

/** What comes from outside must not move the cursor, nor look like another row. */
export function onOneLine(cell: Cell): string {
  // deno-lint-ignore no-control-regex -- these are what must not come through
  return String(cell).replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, " ");
}
