/** The way to the next page of a list. */

import type { Html } from "./html.ts";

/** What a pager leads to. */
export interface PagerProps {
  readonly path: string;
  /** The query parameter that takes the cursor. */
  readonly parameter?: string;
  readonly next: string | undefined;
  readonly label: string;
}

/** Links to what follows, if anything does. */
export function Pager({ path, parameter = "after", next, label }: PagerProps): Html {
  return (
    <nav class="pager" aria-label="Pages">
      {next !== undefined && (
        <a href={`${path}?${parameter}=${encodeURIComponent(next)}`} rel="next">{label}</a>
      )}
    </nav>
  );
}
