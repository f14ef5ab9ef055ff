/** Doing one thing after another, for as long as it goes well. */

/** What became of items in their order, up to the first that failed. */
export interface UntilFailure<Item, Result> {
  readonly results: readonly Result[];
  readonly failed: { readonly item: Item; readonly error: unknown } | undefined;
}

/** Does something with each item, until it throws. */
export function untilFailure<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Result,
): UntilFailure<Item, Result> {
  const results: Result[] = [];
  for (const item of items) {
    try {
      results.push(work(item));
    } catch (error) {
      return { results, failed: { item, error } };
    }
  }
  return { results, failed: undefined };
}
