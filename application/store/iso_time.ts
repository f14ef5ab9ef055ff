/** Instants as the log writes them. */

let lastAt = NaN;
let lastText = "";

/**
 * Writes milliseconds since 1970 as ISO 8601 UTC with milliseconds. The last answer is kept: many
 * events share their millisecond, and writing it costs more than storing the event.
 */
export function toIsoTime(at: number): string {
  if (at !== lastAt) {
    lastText = new Date(at).toISOString();
    lastAt = at;
  }
  return lastText;
}
