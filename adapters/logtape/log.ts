/** The Log port over a LogTape sink. */

import type { LogLevel, LogRecord } from "@logtape/logtape";
import type { Clock, Log } from "../../application/ports.ts";
import { plainData } from "./plain_data.ts";
import { masking } from "./masking.ts";

/** Where lines go: any of LogTape's sinks, or a function of one's own. */
export type LogtapeSink = (record: LogRecord) => void;

/** What a log stands on. */
export interface LogtapeLogPorts {
  readonly clock: Pick<Clock, "now">;
}

/** How a log differs from the usual one. */
export interface LogtapeLogOptions {
  /** The least level that is written; `info` unless told. */
  readonly level?: keyof Log;
  /** LogTape's category of every line; `["portico"]` unless told. */
  readonly category?: readonly string[];
  /** Texts that are never written, wherever they turn up. */
  readonly secrets?: readonly string[];
}

/**
 * Makes a log that writes to a sink. It uses nothing of LogTape's global configuration, so that two
 * logs of one process have nothing in common. Before a line reaches the sink, its data is made plain
 * and what looks like a secret is masked: values under keys such as `password` or `token`, what
 * stands before the `@` of a URL, and the secrets given. A sink that throws is ignored.
 *
 * @example
 * ```ts
 * import { logtapeLog, stderrSink } from "@portico/core/logtape";
 * import { systemClock } from "@portico/core/system";
 *
 * const log = logtapeLog(stderrSink("json"), { clock: systemClock() }, { level: "warn" });
 * log.info("not written");
 * ```
 */
export function logtapeLog(
  sink: LogtapeSink,
  { clock }: LogtapeLogPorts,
  { level: least = "info", category = ["portico"], secrets = [] }: LogtapeLogOptions = {},
): Log {
  const mask = masking(secrets);

  function at(level: keyof Log): Log["info"] {
    if (levels.indexOf(level) < levels.indexOf(least)) return () => {};
    return (message, data = {}) => {
      const text = mask(message);
      const line = { category, level: logtapeLevel(level), message: [text], rawMessage: text };
      try {
        sink({ ...line, timestamp: clock.now(), properties: plainData(data, mask) });
      } catch {
        // Logging never throws: there is nobody left to tell.
      }
    };
  }

  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

const levels: readonly (keyof Log)[] = ["debug", "info", "warn", "error"];

function logtapeLevel(level: keyof Log): LogLevel {
  return level === "warn" ? "warning" : level;
}
