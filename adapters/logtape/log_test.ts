import { assert, assertEquals, assertFalse, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { configureSync, type LogRecord, resetSync } from "@logtape/logtape";
import { memoryClock } from "../memory/clock.ts";
import { logtapeLog, type LogtapeLogOptions } from "./log.ts";

const clock = memoryClock(Date.UTC(2026, 0, 1));

describe("logtapeLog", () => {
  it("hands over message, level, time, category and data", () => {
    const { log, records } = written({ category: ["shop", "orders"] });

    log.warn("an event failed", { attempt: 2, stream: "user/17" });

    assertEquals(records, [{
      category: ["shop", "orders"],
      level: "warning",
      message: ["an event failed"],
      rawMessage: "an event failed",
      timestamp: Date.UTC(2026, 0, 1),
      properties: { attempt: 2, stream: "user/17" },
    }]);
  });

  it("takes braces in a message for braces", () => {
    const { log, records } = written();

    log.info("{attempt} of {}", { attempt: 2 });

    assertEquals(records[0]?.message, ["{attempt} of {}"]);
  });

  it("writes its least level and what is above", () => {
    const { log, records } = written({ level: "warn" });

    log.debug("a");
    log.info("b");
    log.warn("c");
    log.error("d");

    assertEquals(records.map(({ message }) => message[0]), ["c", "d"]);
  });

  it("masks what stands under the name of a secret, at any depth", () => {
    const { log, records } = written();

    log.info("asked", {
      headers: { Authorization: "Bearer abc", "set-cookie": "abc", accept: "*/*" },
      options: [{ auth: { user: "ada", password: "abc" } }],
      adminToken: "abc",
      idempotencyKey: "welcome-mail/1",
    });

    assertFalse(JSON.stringify(records).includes("abc"));
    assertStringIncludes(JSON.stringify(records), "welcome-mail/1");
    assertStringIncludes(JSON.stringify(records), "*/*");
  });

  it("masks given secrets wherever they turn up", () => {
    const { log, records } = written({ secrets: ["hunter/2", ""] });
    const cause = new Error("refused: hunter/2");

    log.error("no login as ada with hunter/2", {
      url: "http://localhost/?t=hunter%2F2",
      error: new Error("no login with hunter/2", { cause }),
    });

    const text = JSON.stringify(records);
    assertFalse(/hunter/.test(text), text);
    assertStringIncludes(text, "no login as ada with ***");
  });

  it("masks the credentials of URLs", () => {
    const { log, records } = written();
    const url = new URL("smtp://ada:p%40ss@mail.example.org:25");

    log.error("cannot reach smtp://ada:p@ss@mail.example.org", {
      url,
      link: "http://127.0.0.1:8000/?token=abc",
    });

    const text = JSON.stringify(records);
    assertFalse(/p@ss|p%40ss|abc/.test(text), text);
    assertStringIncludes(text, "mail.example.org:25");
  });

  it("writes errors with name, message, data, cause and stack", () => {
    const { log, records } = written();
    const cause = new TypeError("no such host");

    log.error("failed", { error: Object.assign(new Error("no", { cause }), { code: "E1" }) });

    const error = records[0]?.properties.error as Record<string, unknown>;
    assertEquals([error.name, error.message, error.code], ["Error", "no", "E1"]);
    assertStringIncludes(String(error.stack), "log_test.ts");
    assertEquals((error.cause as Record<string, unknown>).message, "no such host");
  });

  it("writes what JSON cannot hold in words, and never throws", () => {
    const { log, records } = written();
    const ring: Record<string, unknown> = {};
    ring.ring = ring;
    const broken = {
      get value() {
        throw new Error("no");
      },
    };

    log.info("odd", {
      ring,
      broken,
      big: 3n,
      nan: NaN,
      map: new Map([["a", 1]]),
      bytes: new Uint8Array(3),
      ["__proto__"]: 1,
    });

    assertEquals(
      JSON.stringify(records[0]?.properties),
      `{"ring":{"ring":"[circular]"},"broken":{"value":"[unreadable]"},"big":"3","nan":"NaN",` +
        `"map":[["a",1]],"bytes":"[3 bytes]","__proto__":1}`,
    );
  });

  it("survives a sink that throws", () => {
    const log = logtapeLog(() => {
      throw new Error("disk full");
    }, { clock });

    log.error("failed");
  });

  it("[X-5] shares nothing with another log, nor with LogTape's own configuration", () => {
    const one = written({ level: "debug" });
    const other = written({ level: "error" });
    const global: LogRecord[] = [];
    configureSync({
      sinks: { global: (record) => void global.push(record) },
      loggers: [{ category: [], sinks: ["global"], lowestLevel: "trace" }],
    });

    one.log.info("of one");
    other.log.info("of the other");
    resetSync();

    assertEquals([one.records.length, other.records.length], [1, 0]);
    assert(global.every(({ category }) => category[0] === "logtape"));
  });
});

function written(options: LogtapeLogOptions = {}) {
  const records: LogRecord[] = [];
  return { records, log: logtapeLog((record) => void records.push(record), { clock }, options) };
}
