import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { dirname, join } from "node:path";
import type { Edit, Fault } from "./fault.ts";
import { judgeFault, type Verdict } from "./judge_fault.ts";

const id = "Z-1";
const sum = "export const sum = (a: number, b: number) => a + b;\n";
const imports =
  `import { deepEqual } from "node:assert/strict";\nimport { sum } from "./sum.ts";\n`;
const sumTest = `${imports}
Deno.test("${`[${id}]`} adds", () => deepEqual(sum(2, 2), 4));
Deno.test("${`[${id}]`} adds zero", () => deepEqual(sum(2, 0), 2));
Deno.test("subtracts", () => deepEqual(sum(2, -3), -1));
`;
const project = { "sum.ts": sum, "sum_test.ts": sumTest };

describe("judgeFault", () => {
  it("names the tests that go red, and leaves the copy as it was", async () => {
    await using root = await folder(project);

    const verdict = await judgeFault(root.path, planted({ find: "a + b", replace: "a * b + 1" }));

    assertEquals(verdict, { id, caught: true, says: `[${id}] adds (and 1 more)` });
    assertEquals(await Deno.readTextFile(join(root.path, "sum.ts")), sum);
  });

  it("does not count a fault that nothing relevant changes", async () => {
    await missed(project, { find: "a + b", replace: "b + a" }, "every test of the id passes");
  });

  it("does not count the failure of another test", async () => {
    await missed(project, { find: "a + b", replace: "a + Math.abs(b)" }, "every test of the id");
  });

  it("reports an edit that no longer applies, or applies twice", async () => {
    await missed(project, { find: "a - b", replace: "a" }, "no longer applies: sum.ts has");
    await missed(project, { find: "number", replace: "any" }, `"number" 2 times, not once`);
  });

  it("reports an id without a test", async () => {
    const untested = { ...project, "sum_test.ts": sumTest.replaceAll(id, "Z-10") };

    await missed(untested, { find: "a + b", replace: "a * b" }, "no test of the id ran");
    const { says } = await judge(project, { ...planted({ find: "+", replace: "*" }), tests: [] });
    assertEquals(says, "no test is named");
  });

  it("reports a test that fails without the fault", async () => {
    const red = { ...project, "sum.ts": sum.replace("+", "-") };

    await missed(red, { find: "a - b", replace: "a + b" }, "is red on the sound copy");
  });

  it("does not count a module that is broken", async () => {
    await missed(project, { find: "a + b;", replace: "a +;" }, "breaks the module");
    await missed(project, { find: "const sum", replace: "const total" }, "breaks the module");
  });

  it("does not count a module that is broken when a test imports it", async () => {
    const late = {
      "sum.ts": sum,
      "sum_test.ts":
        `Deno.test("${`[${id}]`} adds", async () => {\n  await import("./sum.ts");\n});`,
    };

    await missed(late, { find: "a + b;", replace: "a +;" }, "a module does not load");
  });

  it("does not count a run that an error outside of tests breaks off", async () => {
    const stray = `(queueMicrotask(() => { throw new Error("stray"); }), a + b)`;

    await missed(project, { find: "a + b", replace: stray }, "breaks off the run");
  });

  it("does not count tests that do not end", async () => {
    await using root = await folder(project);
    const wait = "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)";
    const endless = planted({ find: "a + b", replace: `${wait} === "ok" ? 0 : a + b` });

    // The sound copy has to end within the same time, however busy the machine is.
    const { caught, says } = await judgeFault(root.path, endless, 10_000);

    assert(!caught);
    assertStringIncludes(says, "did not end with the fault");
  });
});

function planted(edit: Omit<Edit, "file">): Fault {
  return {
    id,
    mistake: "It is wrong",
    edits: [{ file: "sum.ts", ...edit }],
    tests: ["sum_test.ts"],
  };
}

async function missed(
  files: Readonly<Record<string, string>>,
  edit: Omit<Edit, "file">,
  says: string,
): Promise<void> {
  const verdict = await judge(files, planted(edit));
  assert(!verdict.caught);
  assertStringIncludes(verdict.says, says);
}

async function judge(files: Readonly<Record<string, string>>, fault: Fault): Promise<Verdict> {
  await using root = await folder(files);
  return await judgeFault(root.path, fault);
}

async function folder(
  files: Readonly<Record<string, string>>,
): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = await Deno.makeTempDir();
  for (const [file, text] of Object.entries(files)) {
    await Deno.mkdir(dirname(join(path, file)), { recursive: true });
    await Deno.writeTextFile(join(path, file), text);
  }
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}
