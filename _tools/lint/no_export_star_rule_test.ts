import { assertEquals } from "@std/assert";
import { lintSource } from "./lint_source.ts";

Deno.test("portico/no-export-star refuses export * and export * as", () => {
  const refused = ["portico/no-export-star"];

  assertEquals(lintSource("mod.ts", `export * from "./domain/users/user.ts";`), refused);
  assertEquals(lintSource("mod.ts", `export * as users from "./domain/users/user.ts";`), refused);
});

Deno.test("portico/no-export-star allows named exports", () => {
  assertEquals(lintSource("mod.ts", `export { User } from "./domain/users/user.ts";`), []);
});
