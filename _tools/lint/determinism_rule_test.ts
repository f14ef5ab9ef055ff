import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { lintSource } from "./lint_source.ts";

const refused = ["portico/determinism"];
const forbidden = [
  "Date.now();",
  "const at = new Date();",
  "const at = Date();",
  "Math.random();",
  `Math["random"]();`,
  "const { random } = Math;",
  "crypto.randomUUID();",
  "globalThis.crypto.randomUUID();",
  "crypto.getRandomValues(new Uint8Array(8));",
  "setTimeout(tick, 10);",
  "globalThis.setTimeout(tick, 10);",
  "const wait = setTimeout;",
  "const { setInterval } = globalThis;",
  "setInterval(tick, 10);",
  "setImmediate(tick);",
  "performance.now();",
  "AbortSignal.timeout(100);",
];
const forbiddenImports = [
  `import { setTimeout as wait } from "node:timers/promises";`,
  `import { randomUUID } from "node:crypto";`,
  `import crypto from "node:crypto";`,
  `import { performance } from "node:perf_hooks";`,
  `const { randomInt } = await import("node:crypto");`,
];
const allowed = [
  "new Date(ports.clock.now()).toISOString();",
  "Date.parse(text);",
  "Math.floor(ports.random() * 10);",
  "await ports.clock.sleep(10);",
  "const timers = { setTimeout: ports.sleep };",
  "ports.setTimeout(tick, 10);",
];

describe("portico/determinism", () => {
  for (const folder of ["domain/users", "application/users", "adapters/memory"]) {
    it(`[E-13] refuses clocks, timers and chance in ${folder}/`, () => {
      for (const source of forbidden) {
        assertEquals(lintSource(`${folder}/user.ts`, source), refused, source);
      }
    });

    it(`[E-13] allows what a port gives in ${folder}/`, () => {
      for (const source of allowed) {
        assertEquals(lintSource(`${folder}/user.ts`, source), [], source);
      }
    });
  }

  it("[E-13] refuses the modules that give them", () => {
    for (const source of forbiddenImports) {
      assertEquals(lintSource("adapters/memory/clock.ts", source), refused, source);
    }
    const hash = `import { createHash } from "node:crypto";`;
    assertEquals(lintSource("adapters/memory/hash.ts", hash), []);
  });

  it("leaves other folders and tests alone", () => {
    for (const path of ["adapters/system/clock.ts", "web/app.ts", "domain/users/user_test.ts"]) {
      assertEquals(lintSource(path, "Date.now();"), [], path);
    }
  });
});
