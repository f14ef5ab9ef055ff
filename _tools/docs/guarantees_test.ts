import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { projectRoot } from "../project.ts";
import { filesBelow } from "./files_below.ts";
import { guaranteeProblems, readGuarantees, testedIds, type Texts } from "./guarantees.ts";

const listed = `
| id | guarantee | test file |
| --- | --- | --- |
| L-1 | Nothing is left. | \`a_test.ts\` |
`;
const tested: Texts = { "a_test.ts": `it("[L-1] leaves nothing", () => {});` };
const planted: Texts = { "_tools/faults/L-1.ts": "" };

Deno.test("every guarantee has its test and its fault, and every tested id is listed", async () => {
  const list = await Deno.readTextFile(join(projectRoot, "docs/guarantees.md"));
  const tests = await texts(
    "",
    /^(?!_tools\/docs\/guarantees_test).*(_test\.tsx?|conformance\/.*\.ts)$/,
  );
  const faults = await texts("_tools/faults", /\.ts$/);

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
  const index = { "_tools/faults/index.ts": `[{ id: "L-10" }]` };

  assertEquals(guaranteeProblems(readGuarantees(listed), tested, index), [
    "L-1 has no planted fault",
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

async function texts(folder: string, pattern: RegExp): Promise<Texts> {
  const paths = (await filesBelow(folder)).filter((path) => pattern.test(path));
  const read = paths.map(async (path) =>
    [path, await Deno.readTextFile(join(projectRoot, path))] as const
  );
  return Object.fromEntries(await Promise.all(read));
}
