/** The log, on standard error. */

import { type Binding, factory } from "./binding.ts";
import type { Config } from "./config.ts";
import { deferredLog } from "./deferred_log.ts";
import { secretsOf } from "./secrets.ts";
import { CLOCK, LOG } from "./tokens.ts";

/** Binds the log. What writes it is loaded with the first line: a start has other things to do. */
export function logFactory(config: Config): readonly Binding[] {
  const { format, level } = config.log;
  return [
    factory(
      LOG,
      `logtape, ${format} on stderr`,
      { clock: CLOCK },
      ({ clock }) =>
        deferredLog(clock, async (clock) => {
          const { logtapeLog, stderrSink } = await import("../logtape/mod.ts");
          return logtapeLog(stderrSink(format), { clock }, { level, secrets: secretsOf(config) });
        }),
    ),
  ];
}
