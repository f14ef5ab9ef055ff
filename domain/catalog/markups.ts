/** Markups: by how much the price of a product is above its base price. */

import type { Brand } from "../kernel/brand.ts";
import { InvalidInput } from "../kernel/errors.ts";
import { parseFields } from "../kernel/parse_fields.ts";
import { type CategoryId, isCategoryId } from "./category_id.ts";

/** Markups as somebody writes them, in basis points, a hundredth of a percent: 1500 is 15 %. */
export interface MarkupTable {
  /** Under the ids of categories, in lower case. */
  readonly byCategory: Readonly<Record<string, number>>;
  /** For every category that is not named. */
  readonly others: number;
}

/** Markups that were checked. */
export type Markups = Brand<MarkupTable, "Markups">;

/** The highest markup, a hundredfold of the base price on top of it. */
const HIGHEST_MARKUP = 1_000_000;

/** The markups unless told: electronics 15 %, books 5 %, clothing 20 %, any other category 10 %. */
export const standardMarkups: Markups = parseMarkups({
  byCategory: { electronics: 1500, books: 500, clothing: 2000 },
  others: 1000,
});

/**
 * Parses markups of one's own.
 *
 * @throws {InvalidInput} naming every markup that is none, and every category that no product can have
 *
 * @example
 * ```ts
 * import { parseMarkups } from "@portico/core";
 *
 * parseMarkups({ byCategory: { music: 725 }, others: 0 }); // 7.25 % on music
 * ```
 */
export function parseMarkups(table: MarkupTable): Markups {
  const { byCategory, others } = parseFields("the markups", {
    byCategory: () =>
      parseFields(
        "the markups of categories",
        Object.fromEntries(
          Object.entries(table.byCategory)
            .map(([category, markup]) => [category, () => parseMarkup(markup, category)]),
        ),
      ),
    others: () => parseMarkup(table.others),
  });
  return { byCategory, others } as Markups;
}

/** Tells the markup of a category, in basis points. */
export function markupOf(categoryId: CategoryId, { byCategory, others }: Markups): number {
  return Object.hasOwn(byCategory, categoryId) ? byCategory[categoryId] ?? others : others;
}

function parseMarkup(markup: number, category?: string): number {
  const issues = [
    ...(category === undefined || isCategoryId(category) ? [] : ["must be the id of a category"]),
    ...(Number.isInteger(markup) && markup >= 0 && markup <= HIGHEST_MARKUP
      ? []
      : [`must be a whole number of basis points from 0 to ${HIGHEST_MARKUP}`]),
  ];
  if (issues.length === 0) return markup;
  throw new InvalidInput("the markup", issues.map((message) => ({ path: "", message })));
}
