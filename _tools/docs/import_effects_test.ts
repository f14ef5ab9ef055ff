import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { importableModules, importEffects } from "./import_effects.ts";

Deno.test("[X-3] importing any module has no effect", async () => {
  const modules = await importableModules();

  assert(modules.includes("domain/kernel/errors.ts"));
  assertEquals(await importEffects(modules), []);
});

const effects: Readonly<Record<string, string>> = {
  "prints": `console.log("hello");`,
  "asks for a permission": `Deno.env.get("HOME");`,
  "reads a file": `await Deno.readTextFile("deno.json");`,
  "starts a timer": `setTimeout(() => {}, 0);`,
  "throws": `throw new Error("no");`,
  "makes a global": `Object.assign(globalThis, { portico: 1 });`,
};

for (const [effect, source] of Object.entries(effects)) {
  Deno.test(`[X-3] a module that ${effect} when imported is found`, async () => {
    const folder = await Deno.makeTempDir();
    const module = join(folder, "effect.ts");
    await Deno.writeTextFile(module, `${source}\nexport {};`);

    const found = await importEffects(["domain/kernel/errors.ts", module]);

    assertEquals(found.length, 1);
    assertStringIncludes(found[0] ?? "", module);
    await Deno.remove(folder, { recursive: true });
  });
}
