import { assertEquals } from "@std/assert";
import { readTally, sum } from "./tally.ts";

Deno.test("readTally reads the summary of node --test", () => {
  const output = "ok 1 - store\n# tests 31\n# pass 29\n# fail 1\n# skipped 1\n";

  assertEquals(readTally(output), { passed: 29, failed: 1 });
});

Deno.test("readTally reads the summary of bun test", () => {
  const output = " 29 pass\n 1 skip\n 2 fail\n 80 expect() calls\nRan 32 tests across 1 file.";

  assertEquals(readTally(output), { passed: 29, failed: 2 });
});

Deno.test("readTally counts nothing where nothing was run", () => {
  assertEquals(readTally("error: Cannot find module"), { passed: 0, failed: 0 });
});

Deno.test("sum adds counts up", () => {
  assertEquals(sum([{ passed: 1, failed: 2 }, { passed: 3, failed: 4 }]), { passed: 4, failed: 6 });
});
