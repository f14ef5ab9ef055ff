import { assertEquals } from "@std/assert";
import { lintSource } from "./lint_source.ts";

const arguing = [
  "let value: any;",
  "const user = json as any;",
  "const user = json as unknown as User;",
  "type Anything = Array<any>;",
];

Deno.test("portico/no-any-cast refuses any and as unknown as", () => {
  for (const source of arguing) {
    assertEquals(lintSource("web/app.ts", source), ["portico/no-any-cast"], source);
  }
});

Deno.test("portico/no-any-cast allows brand casts, unknown and const", () => {
  for (const source of ["text as EmailAddress;", "json as unknown;", "[1] as const;"]) {
    assertEquals(lintSource("domain/users/email_address.ts", source), [], source);
  }
});

Deno.test("portico/no-any-cast leaves tests alone", () => {
  assertEquals(lintSource("web/app_test.ts", arguing.join("\n")), []);
});
