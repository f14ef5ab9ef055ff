import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { allFaults } from "../faults/all_faults.ts";
import { projectRoot } from "../project.ts";
import { filesBelow } from "./files_below.ts";
import { guaranteeProblems, readGuarantees, testedIds, type Texts } from "./guarantees.ts";

const listed = `
| id | guarantee | test file |
| --- | --- | --- |
| L-1 | Nothing is left. | \`a_test.ts\` |
`;
const tested: Texts = { "a_test.ts": `it("[L-1] leaves nothing", () => {});` };
const planted = new Set(["L-1"]);

Deno.test("every guarantee has its test and its fault, and every tested id is listed", async () => {
  const list = await Deno.readTextFile(join(projectRoot, "docs/guarantees.md"));
  const tests = await textsOfTests();
  const faults = new Set((await allFaults()).map(({ id }) => id));

  assertEquals(guaranteeProblems(readGuarantees(list), tests, faults), []);
});

Deno.test("guaranteeProblems finds nothing where list, tests and faults agree", () => {
  assertEquals(guaranteeProblems(readGuarantees(listed), tested, planted), []);
});

Deno.test("guaranteeProblems reports an id without a test in its file", () => {
  const elsewhere = { "a_test.ts": `it("leaves nothing [L-1]", () => {});` };

  assertEquals(guaranteeProblems(readGuarantees(listed), elsewhere, planted), [
    `L-1 has no test named [L-1] in "a_test.ts"`,
  ]);
});

Deno.test("guaranteeProblems reports a tested id that is not listed", () => {
  const more = { ...tested, "b_test.ts": `it("[L-1] [F-2] does not wait", () => {});` };

  assertEquals(guaranteeProblems(readGuarantees(listed), more, planted), [
    "F-2 of b_test.ts is not listed",
  ]);
});

Deno.test("guaranteeProblems reports an id without a planted fault", () => {
  assertEquals(guaranteeProblems(readGuarantees(listed), tested, new Set()), [
    "L-1 has no planted fault",
  ]);
});

Deno.test("guaranteeProblems reports a fault that is not listed", () => {
  const more = new Set(["L-1", "F-2"]);

  assertEquals(guaranteeProblems(readGuarantees(listed), tested, more), [
    "The fault F-2 is not listed",
  ]);
});

Deno.test("guaranteeProblems reports rows that say nothing or stand twice", () => {
  const list = readGuarantees(`${listed}| L-1 | | a_test.ts |\n`);

  assertEquals(guaranteeProblems(list, tested, planted), [
    "L-1 says nothing",
    "L-1 is listed twice",
  ]);
});

Deno.test("testedIds takes every id at the start of a name", () => {
  assertEquals([...testedIds("it(`[L-3] [F-6] one wins`); // [X-9]")], ["L-3", "F-6"]);
});

/** The kits hold cases of guarantees too. What tests the check itself, or faults, quotes ids. */
async function textsOfTests(): Promise<Texts> {
  const files = (await filesBelow("")).filter((path) =>
    /(_test\.tsx?|^adapters\/conformance\/.*\.ts)$/.test(path) &&
    !/^_tools\/(faults|docs\/guarantees_test)/.test(path)
  );
  const read = files.map(async (path) =>
    [path, await Deno.readTextFile(join(projectRoot, path))] as const
  );
  return Object.fromEntries(await Promise.all(read));
}
