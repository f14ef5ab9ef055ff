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
    cell(cases.filter(isOf(row))),
  ]);
  const written = registered.map(([row = ""]) => [row, page.get(row)?.Deno]);
  assertEquals(written, registered, "deno task matrix writes the page anew");
});

Deno.test("the matrix names every adapter that calls a kit, also one without its service", async () => {
  const page = readPage(await Deno.readTextFile(join(projectRoot, "docs/conformance.md")));
  const files = (await testFiles()).filter(({ path }) => path.startsWith("adapters/"));

  const missing = files.flatMap(({ folder, kits }) =>
    kits.map((kit) => `${folder}, ${kitNames[kit]}`).filter((row) => !page.has(row))
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
    readCase("SqliteStore keeps a store 3", "sqlite"),
  ], [
    { adapter: "sqlite", kit: "store", skipped: "no 2: disk (yet)" },
    { adapter: "sqlite", kit: "user repository", skipped: undefined },
    { adapter: "deno_kv", kit: "unit of work", skipped: "no Deno" },
    undefined,
  ]);
});

Deno.test("readJunit reads names and outcomes", () => {
  const xml = `<testsuite><testcase name="a &amp; &#34;b&#x41;" classname="./f.ts" time="1"/>
    <testcase name="c" classname="f"><skipped type="x"/></testcase>
    <testcase name="d" classname="f"><failure>no</failure></testcase></testsuite>`;

  assertEquals(readJunit(xml), [
    { name: 'a & "bA', file: "./f.ts", outcome: "passed" },
    { name: "c", file: "f", outcome: "skipped" },
    { name: "d", file: "f", outcome: "failed" },
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
