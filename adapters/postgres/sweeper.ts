/** Taking old receipts away, a few at a time. */

import type { Clock, Log } from "../../application/ports.ts";
import type { Ask } from "./reader.ts";

/** Milliseconds between two looks for old receipts, and how many one look takes away. */
const SWEEP_EVERY = 60_000;
const SWEEP_SIZE = 256;

/** Makes what is called after each group; most of the time it does nothing. */
export function sweeper(
  { clock, log }: { readonly clock: Clock; readonly log: Pick<Log, "warn"> },
  ask: Ask,
  schema: string,
  keep: number,
): () => void {
  let next = -Infinity;

  async function sweep(at: number): Promise<void> {
    const oldest = Math.floor(clock.now()) - keep;
    const swept = await Promise.all([
      ask(old(schema, "receipts"), [oldest]),
      ask(old(schema, "senders"), [oldest]),
    ]);
    if (swept.some(([row]) => row?.[0] === String(SWEEP_SIZE))) next = at;
  }

  return () => {
    const at = clock.monotonic();
    if (at < next) return;
    next = at + SWEEP_EVERY;
    sweep(at).catch((error) => {
      log.warn("cannot take old receipts away now; it is tried again later", { error });
    });
  };
}

/** Rows that a commit is writing anew are left out, so that nobody waits for anybody. */
function old(schema: string, table: "receipts" | "senders"): string {
  return `
    WITH gone AS (
      DELETE FROM ${schema}.${table} WHERE id IN (
        SELECT id FROM ${schema}.${table} WHERE recorded_at < $1::text::bigint
        ORDER BY recorded_at LIMIT ${SWEEP_SIZE} FOR UPDATE SKIP LOCKED)
      RETURNING 1)
    SELECT count(*)::text FROM gone`;
}
