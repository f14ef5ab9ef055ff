/** What follows from a command, seen to for as long as the command is there. */

import { runSubscriptions } from "../../application/events/run_subscriptions.ts";
import type { Runnable } from "../../application/events/runnable.ts";
import type { Operations } from "./operations.ts";

/** Milliseconds that a command stays at most for what follows. */
export const PATIENCE = 10_000;

/**
 * Runs subscriptions while some work waits for them, as a server does all the time: where another
 * process runs one, this one only stands by. The signal is aborted when there was time enough.
 */
export async function attend<Result>(
  { ports, worker }: Pick<Operations, "ports" | "worker">,
  list: readonly Runnable[],
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const over = new AbortController();
  const end = () => over.abort();
  const late = ports.clock.sleep(PATIENCE, over.signal).then(end);
  const running = worker === "outside"
    ? Promise.resolve()
    : runSubscriptions(ports, list, { signal: over.signal }).catch((error) => {
      ports.log.error("cannot run the subscriptions", { error });
      end();
    });
  try {
    return await work(over.signal);
  } finally {
    end();
    await Promise.all([late, running]);
  }
}
