import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import { projectRoot } from "../project.ts";
import { allFaults } from "./all_faults.ts";
import { editedFiles } from "./edits.ts";

Deno.test("every planted fault still applies and changes its files", async () => {
  for (const { id, edits } of await allFaults()) {
    const files = await editedFiles(projectRoot, edits);

    assert(files.length > 0, id);
    for (const { path, sound, faulty } of files) assert(sound !== faulty, `${id}: ${path}`);
  }
});

Deno.test("every planted fault names test files that are there", async () => {
  for (const { id, tests } of await allFaults()) {
    assert(tests.length > 0, id);
    for (const file of tests) {
      const { isFile } = await Deno.stat(join(projectRoot, file));
      assertEquals([isFile, /_test\.tsx?$/.test(file)], [true, true], `${id}: ${file}`);
    }
  }
});
