/** Writes a few lines, for a test that reads them as another process does. */

import { logtapeLog, stderrSink } from "../mod.ts";

const format = Deno.args[0] === "json" ? "json" : "text";
const log = logtapeLog(stderrSink(format), { clock: { now: () => 0 } });
log.info("50 %c {done} \x1b[2J\nand more", { text: "a\nb\x1b[2J", count: 1 });
log.error("failed", { error: new Error("no\x1b[2J") });
log.debug("not written");
