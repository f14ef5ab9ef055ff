/** Lists over HTTP: a limit and a cursor. */

import { InvalidInput } from "../domain/kernel/errors.ts";
import type { AppContext } from "./app_env.ts";

/** Which page is asked for. */
export interface Listing {
  readonly limit: number;
  readonly after: string | undefined;
}

const USUAL_LIMIT = 50;
const LARGEST_LIMIT = 200;

/**
 * Reads `?limit=` (1 to 200, 50 unless told) and `?after=`.
 *
 * @throws {InvalidInput}
 */
export function readListing(c: AppContext): Listing {
  const limit = c.req.query("limit") || String(USUAL_LIMIT);
  if (!/^[1-9]\d{0,2}$/.test(limit) || Number(limit) > LARGEST_LIMIT) {
    const message = `must be a whole number from 1 to ${LARGEST_LIMIT}`;
    throw new InvalidInput("the query", [{ path: "limit", message }]);
  }
  return { limit: Number(limit), after: c.req.query("after") || undefined };
}

/**
 * Reads a cursor that is a position of the log.
 *
 * @throws {InvalidInput}
 */
export function readPosition(name: string, text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidInput("the query", [{ path: name, message: "must be a position of the log" }]);
}
