/** `?consistentWith=`: reading what one has written. */

import { PositionBeyondHead } from "../application/events/projection_errors.ts";
import type { Store } from "../application/store/store.ts";
import type { AppContext } from "./app_env.ts";
import { readPosition } from "./listing.ts";

/**
 * Reads the position of the log that an answer must not be behind, if one is given.
 *
 * @throws {InvalidInput}
 */
export function readConsistentWith(c: AppContext): number | undefined {
  const position = c.req.query("consistentWith");
  return position ? readPosition("consistentWith", position) : undefined;
}

/**
 * Judges the position for an answer that comes from the log itself, so that there is nothing to wait
 * for.
 *
 * @throws {InvalidInput | PositionBeyondHead}
 */
export async function requireConsistentWith(c: AppContext, store: Store): Promise<void> {
  const position = readConsistentWith(c);
  if (position === undefined) return;
  const head = await store.head();
  if (position > head) throw new PositionBeyondHead(position, head);
}
