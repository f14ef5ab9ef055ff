/** A log that can be read back, for tests. */

import type { Log, LogData } from "../../application/ports.ts";

/** One line of a log. */
export interface LogEntry {
  readonly level: keyof Log;
  readonly message: string;
  readonly data: LogData;
}

/** A log in the caller's hand. */
export interface MemoryLog extends Log {
  /** What was logged, oldest first. */
  readonly entries: readonly LogEntry[];
}

/** Makes an empty log that keeps every line. */
export function memoryLog(): MemoryLog {
  const entries: LogEntry[] = [];
  const at = (level: keyof Log) => (message: string, data: LogData = {}) => {
    entries.push({ level, message, data });
  };
  return { entries, debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}
