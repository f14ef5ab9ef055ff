import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { lintSource } from "./lint_source.ts";

const refused = ["portico/layers"];

describe("portico/layers", () => {
  it("[X-6] keeps domain/ to itself", () => {
    assertEquals(linted("domain/users/user.ts", "../kernel/event.ts"), []);
    assertEquals(linted("domain/users/user.ts", "../../application/ports.ts"), refused);
    assertEquals(linted("domain/users/user.ts", "zod"), refused);
    assertEquals(linted("domain/users/user.ts", "node:path"), refused);
  });

  it("[X-6] keeps application/ to itself, domain/ and zod", () => {
    assertEquals(linted("application/users/codec.ts", "zod"), []);
    assertEquals(linted("application/users/codec.ts", "../../domain/users/user.ts"), []);
    assertEquals(linted("application/users/codec.ts", "../store/store.ts"), []);
    assertEquals(linted("application/users/codec.ts", "hono"), refused);
    assertEquals(linted("application/users/codec.ts", "node:crypto"), refused);
    assertEquals(linted("application/users/codec.ts", "../../web/app.ts"), refused);
  });

  it("[L-16] refuses adapters to use cases", () => {
    const useCase = "application/users/register_user.ts";

    assertEquals(linted(useCase, "./ports.ts"), []);
    assertEquals(linted(useCase, "../../adapters/memory/store.ts"), refused);
    assertEquals(linted(useCase, "../../adapters/composition/mod.ts"), refused);
  });

  it("[X-6] keeps contexts apart", () => {
    assertEquals(linted("domain/orders/order.ts", "../kernel/money.ts"), []);
    assertEquals(linted("domain/orders/order.ts", "../catalog/product.ts"), refused);
    assertEquals(linted("application/orders/ports.ts", "../catalog/ports.ts"), refused);
    assertEquals(linted("application/orders/ports.ts", "../../domain/catalog/a.ts"), refused);
    assertEquals(linted("application/events/handle.ts", "../users/ports.ts"), refused);
    assertEquals(linted("domain/kernel/event.ts", "../users/events.ts"), refused);
  });

  it("[X-6] keeps each adapter to its own folder", () => {
    const adapter = "adapters/sqlite/store.ts";

    assertEquals(linted(adapter, "../../application/store/store.ts"), []);
    assertEquals(linted(adapter, "./schema.ts"), []);
    assertEquals(linted(adapter, "node:sqlite"), []);
    assertEquals(linted(adapter, "../memory/store.ts"), refused);
    assertEquals(linted(adapter, "../composition/mod.ts"), refused);
    assertEquals(linted(adapter, "../../web/app.ts"), refused);
  });

  it("[X-6] lets the composition and the command line join adapters, but not the web", () => {
    for (const joining of ["adapters/composition/compose.ts", "adapters/cli/main.ts"]) {
      assertEquals(linted(joining, "../sqlite/mod.ts"), []);
      assertEquals(linted(joining, "../../application/users/ports.ts"), []);
      assertEquals(linted(joining, "../../web/app.ts"), refused);
    }
    assertEquals(linted("adapters/cli/orders.ts", "../sqlite/mod.ts"), refused);
  });

  it("[X-6] keeps the conformance kits to ports, the memory adapters and the runtime", () => {
    const kit = "adapters/conformance/store.ts";

    assertEquals(linted(kit, "../../application/store/store.ts"), []);
    assertEquals(linted(kit, "../memory/clock.ts"), []);
    assertEquals(linted(kit, "node:assert/strict"), []);
    assertEquals(linted(kit, "node:child_process"), []);
    assertEquals(linted(kit, "../sqlite/mod.ts"), refused);
    assertEquals(linted(kit, "node:test"), refused);
    assertEquals(linted(kit, "@std/assert"), refused);
    assertEquals(linted(kit, "zod"), refused);
  });

  it("[X-6] keeps adapters out of web/ but for its entry points", () => {
    assertEquals(linted("web/users.ts", "../application/users/ports.ts"), []);
    assertEquals(linted("web/users.ts", "hono"), []);
    assertEquals(linted("web/users.ts", "../adapters/memory/mod.ts"), refused);
    assertEquals(linted("web/pages/home.tsx", "../../adapters/composition/mod.ts"), refused);
    assertEquals(linted("web/main.ts", "../adapters/composition/mod.ts"), []);
    assertEquals(linted("web/worker.ts", "../adapters/composition/mod.ts"), []);
  });

  it("[X-6] keeps mod.ts to domain/ and application/", () => {
    assertEquals(linted("mod.ts", "./domain/users/user.ts"), []);
    assertEquals(linted("mod.ts", "./application/ports.ts"), []);
    assertEquals(linted("mod.ts", "./adapters/memory/mod.ts"), refused);
    assertEquals(linted("mod.ts", "hono"), refused);
  });

  it("[X-6] keeps examples, tools and test packages out of what is shipped", () => {
    assertEquals(linted("adapters/smtp/send.ts", "../../_tools/std/assert.ts"), refused);
    for (const path of ["adapters/smtp/send.ts", "adapters/composition/mail.ts", "web/app.ts"]) {
      assertEquals(linted(path, "@std/assert"), refused);
      assertEquals(linted(path, "npm:smtp-server@^3"), refused);
      assertEquals(linted(path, "@portico/core/memory"), refused);
    }
    assertEquals(linted("web/home.ts", "../examples/01_register_user.ts"), refused);
    assertEquals(linted("web/home.ts", "/home/ada/portico/examples/01_register_user.ts"), refused);
  });

  it("lets tests, benchmarks and examples import anything", () => {
    assertEquals(linted("domain/users/user_test.ts", "@std/assert"), []);
    assertEquals(linted("adapters/sqlite/store_slow_test.ts", "../memory/store.ts"), []);
    assertEquals(linted("adapters/sqlite/testdata/writer.ts", "../../memory/store.ts"), []);
    assertEquals(linted("application/store/judge_bench.ts", "../../_tools/bench.ts"), []);
    assertEquals(linted("examples/01_register_user.ts", "../adapters/memory/mod.ts"), []);
  });

  it("sees every way of importing", () => {
    for (const source of everyWay("../../adapters/memory/mod.ts")) {
      assertEquals(lintSource("application/users/list.ts", source), refused, source);
    }
    for (const source of everyWay("./ports.ts")) {
      assertEquals(lintSource("application/users/list.ts", source), [], source);
    }
  });

  it("refuses an import that is computed at run time", () => {
    assertEquals(lintSource("web/app.ts", "await import(name);"), refused);
    assertEquals(lintSource("web/app.ts", `await import("./users.ts");`), []);
  });
});

function linted(path: string, specifier: string): readonly string[] {
  return lintSource(path, `import { thing } from "${specifier}";`);
}

function everyWay(specifier: string): readonly string[] {
  return [
    `import "${specifier}";`,
    `import type { Store } from "${specifier}";`,
    `import { type Store } from "${specifier}";`,
    `export { store } from "${specifier}";`,
    `export type { Store } from "${specifier}";`,
    `const loaded = await import("${specifier}");`,
    `type Store = import("${specifier}").Store;`,
  ];
}
