import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { projectRoot } from "../project.ts";

/** What the stand-in for `deno` prints for each task, and its exit code. */
type Outcomes = Readonly<Record<string, readonly [output: string, code: number]>>;

const allWell: Outcomes = {
  "ok": ["Checked 3 files\nok | 12 passed (3 steps) | 0 failed | 1 ignored (9 steps) (1s)", 0],
  "test:slow": ["ok | 4 passed | 0 failed (9s)", 0],
  "faults": ["ok | 99 passed | 9 failed (1s)\n5 passed, 0 failed", 0],
  "test:node": ["# pass 7\n8 passed, 0 failed", 0],
  "test:bun": [" 7 pass\n8 passed, 0 failed", 0],
};

Deno.test(".ci/run counts what every runner says it ran", async () => {
  const { last, code } = await runWith(allWell);

  assertEquals({ last, code }, { last: "40 passed, 0 failed", code: 0 });
});

Deno.test(".ci/run goes on after a failure, counts it and fails", async () => {
  const outcomes: Outcomes = {
    ...allWell,
    "ok": ["FAILED | 10 passed (1 step) | 1 failed (2 steps) (1s)", 1],
    "faults": ["4 passed, 1 failed", 1],
  };

  const { last, code } = await runWith(outcomes);

  assertEquals({ last, code }, { last: "35 passed, 4 failed", code: 1 });
});

Deno.test(".ci/run counts a step that fails without a count as one failure", async () => {
  const outcomes: Outcomes = { ...allWell, "ok": ["error: Type checking failed.", 1] };

  const { last, code } = await runWith(outcomes);

  assertEquals({ last, code }, { last: "25 passed, 1 failed", code: 1 });
});

Deno.test(".ci/run says at the end what failed, and why", async () => {
  const outcomes: Outcomes = {
    "ok": [[...passing(50), " ERRORS ", "adds", "error: 1 is not 2", failedLine].join("\n"), 1],
    "test:slow": ["error: no file", 1],
    "faults": ["[L-1] caught: x\n[L-2] NOT caught: y\n1 passed, 1 failed", 1],
    "test:node": ["node 24: not ok 3 - takes\nnode 24: error: z\n1 passed, 1 failed", 1],
    "test:bun": ["bun: (fail) gives\n1 passed, 1 failed", 1],
  };

  const { output } = await runWith(outcomes);

  const ending = output.slice(output.lastIndexOf("== deno task ok failed:"));
  assertEquals(ending.split("\n").filter((line) => line.startsWith("==")), [
    "== deno task ok failed:",
    "== deno task test:slow failed:",
    "== deno task faults failed:",
    "== deno task test:node failed:",
    "== deno task test:bun failed:",
  ]);
  for (const said of ["1 is not 2", "no file", "NOT caught: y", "error: z", "(fail) gives"]) {
    assertStringIncludes(ending, said);
  }
  assert(!ending.includes("passing"), "it repeats what passed");
});

const failedLine = "FAILED | 50 passed | 1 failed (1s)";

function passing(tests: number): string[] {
  return Array.from({ length: tests }, (_, number) => `passing ${number} ... ok`);
}

interface Ran {
  readonly output: string;
  readonly last: string;
  readonly code: number;
}

async function runWith(outcomes: Outcomes): Promise<Ran> {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(join(folder, "deno"), standIn(outcomes), { mode: 0o755 });
  const command = new Deno.Command("bash", {
    args: [join(projectRoot, ".ci/run")],
    env: { PATH: `${folder}:${Deno.env.get("PATH")}` },
  });
  const { code, stdout } = await command.output();
  await Deno.remove(folder, { recursive: true });
  const output = new TextDecoder().decode(stdout).trimEnd();
  return { output, last: output.split("\n").at(-1) ?? "", code };
}

function standIn(outcomes: Outcomes): string {
  const cases = Object.entries(outcomes).map(([task, [output, code]]) =>
    `"task ${task}") printf '%s\\n' '${output}'; exit ${code};;`
  );
  return `#!/bin/sh\ncase "$*" in\n${cases.join("\n")}\nesac\n`;
}
