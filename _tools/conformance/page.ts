/** The page of the matrix: adapter, kit, runtime, and what was skipped for which reason. */

import type { KitCase } from "./cases.ts";

/** The cases that passed or were skipped under one runtime. */
export interface RuntimeCases {
  /** `Deno`, `Node` or `Bun`. */
  readonly runtime: string;
  readonly version: string;
  readonly cases: readonly KitCase[];
}

/** A line of the page's first table. */
export interface Row {
  readonly adapter: string;
  readonly kit: string;
}

/** Writes the page. */
export function renderPage(runs: readonly RuntimeCases[]): string {
  const all = runs.flatMap(({ cases }) => cases);
  return `${introduction}
${runs.map(({ runtime, version }) => `- ${runtime} ${version}`).join("\n")}

${
    table(
      ["adapter", "kit", ...runs.map(({ runtime }) => runtime)],
      rowsOf(all).map((row) => [
        row.adapter,
        row.kit,
        ...runs.map(({ cases }) => cell(cases.filter(isOf(row)))),
      ]),
    )
  }

## Skipped cases

${
    table(
      ["adapter", "kit", "reason", ...runs.map(({ runtime }) => runtime)],
      skipsOf(all).map(
        ({ adapter, kit, skipped }) => [
          adapter,
          kit,
          skipped,
          ...runs.map(({ cases }) =>
            count(cases.filter((each) => isOf({ adapter, kit })(each) && each.skipped === skipped))
          ),
        ],
      ),
    )
  }
`;
}

/** Says what a cell of the first table says of some cases. */
export function cell(cases: readonly KitCase[]): string {
  if (cases.length === 0) return "not tried";
  const skipped = cases.filter(({ skipped }) => skipped !== undefined).length;
  const failed = cases.filter(({ failed }) => failed).length;
  const parts = [`${cases.length - skipped - failed}`];
  if (failed > 0) parts.push(`${failed} failed`);
  if (skipped > 0) parts.push(`${skipped} skipped`);
  return parts.join(", ");
}

/** Lists the lines that cases make up, in order. */
export function rowsOf(cases: readonly KitCase[]): readonly Row[] {
  return distinct(cases.map(({ adapter, kit }) => ({ adapter, kit })));
}

/** Tells whether a case belongs to a line. */
export function isOf({ adapter, kit }: Row): (each: KitCase) => boolean {
  return (each) => each.adapter === adapter && each.kit === kit;
}

/** Reads the cells of the first table out of a page: by adapter and kit, and then by runtime. */
export function readPage(page: string): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const [first = ""] = page.split("\n## ");
  const lines = first.split("\n").filter((line) => line.startsWith("|")).map(cellsOf);
  const [heads = [], , ...rows] = lines;
  return new Map(rows.map((row) => [
    `${row[0]}, ${row[1]}`,
    Object.fromEntries(heads.slice(2).map((head, at) => [head, row[at + 2] ?? ""])),
  ]));
}

const introduction = `# The conformance matrix

Which adapter passes which [conformance kit](conformance_kits.md) under which runtime: how many cases
passed, and how many were skipped. The reasons of the skips are below; a case that failed is
counted as such. \`deno task matrix\` runs the kits and writes this page.
`;

function skipsOf(cases: readonly KitCase[]) {
  return distinct(
    cases.flatMap(({ skipped, ...row }) => skipped === undefined ? [] : [{ ...row, skipped }]),
  );
}

function distinct<Item>(items: readonly Item[]): readonly Item[] {
  const byText = new Map(items.map((item) => [JSON.stringify(item), item]));
  return [...byText.keys()].toSorted().flatMap((text) => byText.get(text) ?? []);
}

function count(cases: readonly KitCase[]): string {
  return cases.length === 0 ? "" : `${cases.length}`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  return [heads, heads.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.map((text) => text.replaceAll("|", "\\|")).join(" | ")} |`)
    .join("\n");
}

function cellsOf(line: string): readonly string[] {
  return line.split("|").slice(1, -1).map((text) => text.trim());
}
