import { assertEquals } from "@std/assert";
import { codeBlocks, docCommentBlocks } from "./code_blocks.ts";

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

Deno.test("docCommentBlocks finds the fences of doc comments, and no others", () => {
  const source =
    "/**\n * Lights.\n *\n * ```ts\n * on();\n *   off();\n * ```\n */\nconst a = `\n```sh\n`;";

  assertEquals(docCommentBlocks("lamp.ts", source), [
    { file: "lamp.ts", line: 4, info: "ts", lines: ["on();", "  off();"] },
  ]);
});
