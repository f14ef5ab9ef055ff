/** A log whose writer is loaded when there is something to write. */

import type { Clock, Log, LogData } from "../../application/ports.ts";

type Time = Pick<Clock, "now">;

/** A log that has written everything once it is closed. */
export interface DeferredLog extends Log, AsyncDisposable {}

interface Line {
  readonly level: keyof Log;
  readonly message: string;
  readonly data: LogData | undefined;
  readonly at: number;
}

/** Makes a log that loads its writer with the first line and hands on all lines in order, timed as they came. */
export function deferredLog(clock: Time, load: (clock: Time) => Promise<Log>): DeferredLog {
  const early: Line[] = [];
  let at: number | undefined;
  let writer: Log | undefined;
  let loading: Promise<void> | undefined;

  async function open(): Promise<void> {
    const loaded = await load({ now: () => at ?? clock.now() });
    for (const line of early.splice(0)) {
      at = line.at;
      loaded[line.level](line.message, line.data);
    }
    at = undefined;
    writer = loaded;
  }

  function write(level: keyof Log): Log["info"] {
    return (message, data) => {
      if (writer !== undefined) return writer[level](message, data);
      early.push({ level, message, data, at: clock.now() });
      loading ??= open();
    };
  }

  return {
    debug: write("debug"),
    info: write("info"),
    warn: write("warn"),
    error: write("error"),
    [Symbol.asyncDispose]: async () => await loading,
  };
}
