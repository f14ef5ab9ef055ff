import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { lintSource } from "./lint_source.ts";

const printing = [
  `console.log("hello");`,
  `console.error("no");`,
  "const { log } = console;",
  "list.forEach(console.log);",
  "globalThis.console.log();",
  `process.stdout.write("hello");`,
  "Deno.stderr.writeSync(bytes);",
];

describe("portico/no-console", () => {
  it("[L-18] refuses prints", () => {
    for (const path of ["domain/a.ts", "application/a.ts", "adapters/smtp/a.ts", "web/app.ts"]) {
      for (const source of printing) {
        assertEquals(lintSource(path, source), ["portico/no-console"], source);
      }
    }
  });

  it("[L-18] allows logging through the port", () => {
    assertEquals(lintSource("web/app.ts", `log.info("served", { console: 1 });`), []);
  });

  it("allows prints where printing is the purpose", () => {
    const printers = ["examples/01_register_user.ts", "_tools/faults/main.ts", "web/main.ts"]
      .concat("web/worker.ts", "adapters/console/send_email.ts", "adapters/cli/main.ts")
      .concat("adapters/sqlite/store_bench.ts", "adapters/sqlite/store_test.ts")
      .concat("adapters/conformance/kit.ts");
    for (const path of printers) {
      assertEquals(lintSource(path, `console.log("hello");`), [], path);
    }
  });
});
