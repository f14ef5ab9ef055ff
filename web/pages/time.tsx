/** Times as people read them. */

import type { Html } from "./html.ts";

/** Shows an ISO 8601 time in UTC to the second. */
export function Time({ at }: { readonly at: string }): Html {
  return <time datetime={at}>{timeText(at)}</time>;
}

/** Writes an ISO 8601 time in UTC to the second. */
export function timeText(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 19)} UTC`;
}
