import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import type { Clock } from "../../application/ports.ts";
import { memoryClock } from "../memory/clock.ts";
import { deferredLog } from "./deferred_log.ts";

describe("deferredLog", () => {
  it("loads nothing before the first line", async () => {
    const { log, lines, loads } = deferred();

    await log[Symbol.asyncDispose]();

    assertEquals([lines, loads()], [[], 0]);
  });

  it("hands on every line once, in order, with its level, data and time", async () => {
    const { log, lines, loads, clock } = deferred();

    log.info("first", { n: 1 });
    clock.advance(10);
    log.warn("second");
    clock.advance(10);
    await log[Symbol.asyncDispose]();
    log.error("third");
    clock.advance(10);
    log.debug("fourth", { n: 4 });

    assertEquals(lines, [
      "0 info first 1",
      "10 warn second -",
      "20 error third -",
      "30 debug fourth 4",
    ]);
    assertEquals(loads(), 1);
  });
});

function deferred() {
  const clock = memoryClock(0);
  const lines: string[] = [];
  let loads = 0;
  const log = deferredLog(clock, async ({ now }: Pick<Clock, "now">) => {
    loads++;
    await Promise.resolve();
    const at = (level: string) => (message: string, data: { readonly n?: unknown } = {}) =>
      void lines.push(`${now()} ${level} ${message} ${data.n ?? "-"}`);
    return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
  });
  return { clock, lines, log, loads: () => loads };
}
