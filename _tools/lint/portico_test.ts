import { assert, assertArrayIncludes, assertEquals } from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import plugin from "./portico.ts";

Deno.test("[X-6] deno lint runs the plugin, every rule of it", () => {
  const lint: { readonly plugins: readonly string[]; readonly rules: object } = config.lint;

  assertArrayIncludes(lint.plugins, ["./_tools/lint/portico.ts"]);
  assert(!("exclude" in lint.rules) && !("exclude" in lint), "no rule and no file is left out");
  assertEquals(Object.keys(plugin.rules).length, 5);
});
