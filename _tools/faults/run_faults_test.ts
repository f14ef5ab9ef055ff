import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import type { Fault } from "./fault.ts";
import { runFaults } from "./run_faults.ts";

const id = "Z-1";
const fault: Fault = {
  id,
  mistake: "It lies",
  edits: [{ file: "truth.ts", find: "true", replace: "false" }],
  tests: ["truth_test.ts"],
};
const files = {
  "truth.ts": "export const truth: boolean = true;\n",
  "truth_test.ts": `import { truth } from "./truth.ts";
Deno.test("${`[${id}]`} says the truth", () => {
  if (!truth) throw new Error("lied");
});\n`,
};

Deno.test("runFaults tries every fault in copies of the tracked files", async () => {
  await using root = await repository(files);
  await Deno.writeTextFile(join(root.path, "untracked_test.ts"), files["truth_test.ts"]);
  const idle = { ...fault, edits: [{ file: "truth.ts", find: "const ", replace: "let " }] };
  const elsewhere = { ...fault, tests: ["untracked_test.ts"] };
  const told: string[] = [];

  const counted = await runFaults([fault, idle, elsewhere], {
    root: root.path,
    copies: 2,
    tell: ({ says }) => told.push(says),
  });

  assertEquals(counted, { passed: 1, failed: 2 });
  assertEquals(told.includes(`${`[${id}]`} says the truth`), true);
  assertStringIncludes(told.join("\n"), "untracked_test.ts: no test of the id ran");
  assertEquals(await Deno.readTextFile(join(root.path, "truth.ts")), files["truth.ts"]);
});

async function repository(
  texts: Readonly<Record<string, string>>,
): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = await Deno.makeTempDir();
  for (const [file, text] of Object.entries(texts)) {
    await Deno.writeTextFile(join(path, file), text);
  }
  await git(path, "init", "-q");
  await git(path, "add", ".");
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}

async function git(cwd: string, ...args: readonly string[]): Promise<void> {
  const { success } = await new Deno.Command("git", { args: [...args], cwd }).output();
  if (!success) throw new Error(`git ${args[0]} failed`);
}
