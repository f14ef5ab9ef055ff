import { assertEquals } from "@std/assert";
import { projectPath } from "./project_path.ts";

Deno.test("projectPath takes the path below this project's root", () => {
  const here = new URL("../../adapters/http/web/client.ts", import.meta.url);

  assertEquals(projectPath(here.pathname), "adapters/http/web/client.ts");
  assertEquals(projectPath(here.href), "adapters/http/web/client.ts");
});

Deno.test("projectPath starts at the last known folder of any other path", () => {
  assertEquals(projectPath("/home/web/portico/domain/users/user.ts"), "domain/users/user.ts");
  assertEquals(projectPath("C:\\work\\domain\\users\\user.ts"), "domain/users/user.ts");
});

Deno.test("projectPath of a file in no known folder is its last segment", () => {
  assertEquals(projectPath("/x/mod.ts"), "mod.ts");
});
