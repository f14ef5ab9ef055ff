import { assertEquals } from "@std/assert";
import { join } from "node:path";
import * as kits from "../../adapters/conformance/mod.ts";
import { projectRoot } from "../project.ts";
import { kitNames, readCase } from "./cases.ts";
import { readJunit } from "./junit.ts";
import { cell, isOf, readPage, renderPage, rowsOf } from "./page.ts";
import { registeredCases } from "./registered.ts";
import { testFiles } from "./test_files.ts";

Deno.test("the matrix says of Deno what the test files register", async () => {
  const cases = await registeredCases(await testFiles());
  const page = readPage(await Deno.readTextFile(join(projectRoot, "docs/conformance.md")));

  const registered = rowsOf(cases).map((row) => [
    `${row.adapter}, ${row.kit}`,
    totals(cell(cases.filter(isOf(row)))),
  ]);
  const written = registered.map(([row = ""]) => [row, totals(page.get(row)?.Deno ?? "")]);
  assertEquals(written, registered, "deno task matrix writes the page anew");
});

Deno.test("the matrix names every adapter that calls a kit, also one without its service", async () => {
  const page = readPage(await Deno.readTextFile(join(projectRoot, "docs/conformance.md")));
  const files = (await testFiles()).filter(({ path }) => path.startsWith("adapters/"));

  const missing = files.flatMap(({ folder, kits }) =>
    kits.filter((kit) =>
      ![...page.keys()].some((row) => row.startsWith(folder) && row.endsWith(`, ${kitNames[kit]}`))
    ).map((kit) => `${folder}, ${kitNames[kit]}`)
  );
  assertEquals(missing, []);
});

Deno.test("the matrix knows every kit that is published", () => {
  const published = Object.keys(kits).filter((name) => name.endsWith("Conformance"));

  assertEquals(published.filter((name) => !(name in kitNames)), []);
});

Deno.test("readCase reads adapter, kit and reason out of a name", () => {
  assertEquals([
    readCase("store 3: does (so) (skipped: no 2: disk (yet))", "sqlite"),
    readCase("over SQLite: user repository 12: does", "users"),
    readCase("deno_kv unit of work 1: does (skipped: no Deno)", ""),
    readCase("in a file payments 1: does", "simulated"),
    readCase("SqliteStore keeps a store 3", "sqlite"),
  ], [
    { adapter: "sqlite", kit: "store", skipped: "no 2: disk (yet)" },
    { adapter: "sqlite", kit: "user repository", skipped: undefined },
    { adapter: "deno_kv", kit: "unit of work", skipped: "no Deno" },
    { adapter: "simulated in a file", kit: "payments", skipped: undefined },
    undefined,
  ]);
});

Deno.test("readJunit reads names and outcomes", () => {
  const xml = `<testsuites name="all"><testsuite name="./a/f_test.ts" tests="2">
    <testcase name="a &amp; &#34;b&#x41;" classname="./kit.ts" time="1"/>
    <testcase name="c" classname="./kit.ts"><skipped type="x"/></testcase></testsuite>
    <testsuite name="g"><testcase name="d"><failure>no</failure></testcase></testsuite>`;

  assertEquals(readJunit(xml), [
    { name: 'a & "bA', outcome: "passed" },
    { name: "c", outcome: "skipped" },
    { name: "d", outcome: "failed" },
  ]);
});

Deno.test("renderPage writes what readPage reads", () => {
  const skipped = { adapter: "a", kit: "store", skipped: "no | disk" };
  const page = renderPage([
    { runtime: "Deno", version: "2", cases: [{ ...skipped, skipped: undefined }, skipped] },
    { runtime: "Bun", version: "1", cases: [] },
  ]);

  assertEquals([...readPage(page)], [["a, store", { Deno: "1, 1 skipped", Bun: "not tried" }]]);
});

/** Gives how many cases were tried, however they ended, and how many were skipped. */
function totals(cell: string): string {
  const [tried = 0, skipped = 0] = [/^(\d+)(?:, (\d+) failed)?/, /(\d+) skipped/].map((pattern) => {
    const [, one = 0, other = 0] = pattern.exec(cell) ?? [];
    return Number(one) + Number(other);
  });
  return `${tried} tried, ${skipped} skipped`;
}
