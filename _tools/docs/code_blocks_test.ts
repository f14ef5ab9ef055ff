import { assertEquals } from "@std/assert";
import { codeBlocks } from "./code_blocks.ts";

Deno.test("codeBlocks finds fences with their language, place and text", () => {
  const found = codeBlocks(
    "README.md",
    "# Title\n\n```sh\nls\n```\n\n- item\n\n  ~~~ts ignore\n  1;\n  ~~~\n",
  );

  assertEquals(found, [
    { file: "README.md", line: 3, info: "sh", lines: ["ls"] },
    { file: "README.md", line: 9, info: "ts ignore", lines: ["1;"] },
  ]);
});

Deno.test("codeBlocks takes a fence inside a longer fence as text", () => {
  const [outer, ...others] = codeBlocks("a.md", "````md\n```sh\nls\n```\n````");

  assertEquals(outer?.lines, ["```sh", "ls", "```"]);
  assertEquals(others, []);
});
