/** The way to the next page of a list. */

import type { AppContext } from "../app_env.ts";
import type { Html } from "./html.ts";

/** What a pager leads to. */
export interface PagerProps {
  /** Where the list is; the rest of its query stays. */
  readonly c: AppContext;
  /** Where the list is, if not at the address that was asked for. */
  readonly path?: string;
  /** The query parameter that takes the cursor. */
  readonly parameter?: string;
  readonly next: string | undefined;
  readonly label: string;
}

/** Links to what follows, if anything does. */
export function Pager({ c, path, parameter = "after", next, label }: PagerProps): Html {
  const { pathname, searchParams } = new URL(c.req.url);
  if (next !== undefined) searchParams.set(parameter, next);
  return (
    <nav class="pager" aria-label="Pages">
      {next !== undefined && <a href={`${path ?? pathname}?${searchParams}`} rel="next">{label}</a>}
    </nav>
  );
}
