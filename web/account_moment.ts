/** Which moment of an account's life is asked for. */

import { readTime } from "../application/read_time.ts";
import { InvalidInput } from "../domain/kernel/errors.ts";
import type { AppContext } from "./app_env.ts";

/** Which moment of the past is asked for, if any. */
export type Moment = { readonly version: number } | { readonly at: string };

/**
 * Reads `?version=` or `?at=`.
 *
 * @throws {InvalidInput}
 */
export function readMoment(c: AppContext): Moment | undefined {
  const version = c.req.query("version");
  const at = c.req.query("at");
  if (version === undefined) return at === undefined ? undefined : { at: readTime("at", at) };
  if (at !== undefined) throw wrong("version", "cannot be given together with a time");
  return { version: versionIn("version", version) };
}

/**
 * Reads `?before=`, the version before which the changes on the page end.
 *
 * @throws {InvalidInput}
 */
export function readBefore(c: AppContext): number | undefined {
  const before = c.req.query("before");
  return before === undefined ? undefined : versionIn("before", before);
}

function versionIn(name: string, text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw wrong(name, "must be a whole number from 1 on");
}

function wrong(path: string, message: string): InvalidInput {
  return new InvalidInput("the query", [{ path, message }]);
}
