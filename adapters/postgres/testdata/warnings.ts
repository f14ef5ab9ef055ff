/** A log that a test can read. */

import type { PostgresStorePorts } from "../mod.ts";
import { systemPorts } from "../../testdata/system_ports.ts";

/** Gives ports whose warnings are kept, by their messages. */
export function withWarnings(): {
  readonly ports: PostgresStorePorts;
  readonly warnings: readonly string[];
} {
  const warnings: string[] = [];
  const log = { warn: (message: string) => void warnings.push(message) };
  return { ports: { ...systemPorts, log }, warnings };
}
