/**
 * The Log port over LogTape: JSON lines or readable text, on standard error or any of LogTape's sinks.
 *
 * @module
 */

export {
  logtapeLog,
  type LogtapeLogOptions,
  type LogtapeLogPorts,
  type LogtapeSink,
} from "./log.ts";
export { type LogFormat, stderrSink } from "./stderr_sink.ts";
