/** A log for where nobody reads one. */

import type { Log } from "../../application/ports.ts";

/** Makes a log that keeps nothing. */
export function silentLog(): Log {
  const nothing = () => {};
  return { debug: nothing, info: nothing, warn: nothing, error: nothing };
}
