/** Reading moments that clients name. */

import { InvalidInput } from "../domain/kernel/errors.ts";

/** Date and time, seconds and their fraction if told, and how far local time is from UTC. */
const form =
  /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;

/**
 * Reads an ISO 8601 time with its offset, and gives it in UTC with milliseconds, as the log writes
 * its own; what is more exact than that is cut off, so that nothing later is meant.
 *
 * @throws {InvalidInput}
 */
export function readTime(name: string, text: string): string {
  const [, date, minutes, seconds = "00", fraction = "", offset = ""] = form.exec(text) ?? [];
  const local = `${date}T${minutes}:${seconds}.${fraction.slice(0, 3).padEnd(3, "0")}`;
  // A day that the month does not have is taken for one of the next month.
  const isReal = toIso(`${local}Z`) === `${local}Z`;
  const time = isReal ? toIso(`${local}${offset}`) : undefined;
  if (time !== undefined) return time;
  const message = "must be a time with its offset, such as 2026-01-01T12:00:00Z";
  throw new InvalidInput("the query", [{ path: name, message }]);
}

function toIso(text: string): string | undefined {
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
