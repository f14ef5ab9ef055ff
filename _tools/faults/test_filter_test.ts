import { assertEquals } from "@std/assert";
import { testFilter } from "./test_filter.ts";

const id = "Z-1";
const named = `[${id}]`;

Deno.test("testFilter keeps top-level tests of the id by their names", () => {
  assertEquals(testFilter(`Deno.test("${named} adds", () => {});`, id), "/\\[Z-1\\]/");
});

Deno.test("testFilter keeps suites that have a test of the id", () => {
  const source = `describe("sum (a|b)", () => {\n  it("${named} adds", () => {});\n});\n\n` +
    `describe("other", () => {\n  it("subtracts", () => {});\n});\n`;

  assertEquals(testFilter(source, id), "/\\[Z-1\\]|^sum \\(a\\|b\\)$/");
});

Deno.test("testFilter keeps tests of the id that a kit registers", () => {
  assertEquals(testFilter(`sumConformance(Deno.test);`, id), "/\\[Z-1\\]/");
});

Deno.test("testFilter keeps everything when a suite's name cannot be read", () => {
  assertEquals(
    testFilter('describe(`sum`, () => {\n  it("' + named + ' adds", () => {});\n});', id),
    undefined,
  );
});
