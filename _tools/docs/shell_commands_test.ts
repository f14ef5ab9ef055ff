import { assertEquals } from "@std/assert";
import { shellCommands } from "./shell_commands.ts";

Deno.test("shellCommands joins continued lines and drops comments and prompts", () => {
  const found = commandsOf(
    "# first",
    "$ deno task test",
    "",
    "curl -X POST \\",
    "  localhost:8000",
  );

  assertEquals(found.map(({ place, line }) => [place, line]), [
    ["a.md:3", "deno task test"],
    ["a.md:6", "curl -X POST localhost:8000"],
  ]);
});

Deno.test("shellCommands reads assignments before a command and the status after it", () => {
  const [command] = commandsOf("PORT=9000 STORE_URL='memory:' deno task serve # 409: taken");

  assertEquals(command, {
    place: "a.md:2",
    env: { PORT: "9000", STORE_URL: "memory:" },
    line: "deno task serve",
    status: 409,
  });
});

Deno.test("shellCommands leaves a # inside a word alone", () => {
  assertEquals(commandsOf("curl localhost/#top")[0]?.line, "curl localhost/#top");
});

function commandsOf(...lines: readonly string[]) {
  return shellCommands({ file: "a.md", line: 1, info: "sh", lines });
}
