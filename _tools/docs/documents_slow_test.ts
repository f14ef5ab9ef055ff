import { assertEquals, assertMatch } from "@std/assert";
import { blockKind } from "./block_kind.ts";
import { blocksOf, blocksOfSources, docFiles } from "./doc_files.ts";
import { testBlockProblem } from "./run_test_blocks.ts";

Deno.test("[X-2] documents and doc comments have blocks with tests that all pass", async () => {
  const ofDocs = (await Promise.all((await docFiles()).map(blocksOf))).flat();
  const blocks = [...ofDocs, ...await blocksOfSources()];

  const problem = await testBlockProblem(blocks.filter((block) => blockKind(block) === "tests"));

  assertEquals(problem, undefined);
});

Deno.test("[X-2] the check of documents reports a block whose tests fail", async () => {
  const block = { file: "a.md", line: 1, info: "ts ignore" };
  const passing = { ...block, lines: [`Deno.test("passes", () => {});`] };
  const failing = { ...block, lines: [`Deno.test("fails", () => { throw new Error("no"); });`] };

  assertEquals(await testBlockProblem([passing]), undefined);
  assertMatch(await testBlockProblem([failing]) ?? "", /1 failed/);
});
