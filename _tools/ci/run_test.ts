import { assertEquals } from "@std/assert";
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
  assertEquals(await runWith(allWell), { last: "40 passed, 0 failed", code: 0 });
});

Deno.test(".ci/run goes on after a failure, counts it and fails", async () => {
  const outcomes: Outcomes = {
    ...allWell,
    "ok": ["FAILED | 10 passed (1 step) | 1 failed (2 steps) (1s)", 1],
    "faults": ["4 passed, 1 failed", 1],
  };

  assertEquals(await runWith(outcomes), { last: "35 passed, 4 failed", code: 1 });
});

Deno.test(".ci/run counts a step that fails without a count as one failure", async () => {
  const outcomes: Outcomes = { ...allWell, "ok": ["error: Type checking failed.", 1] };

  assertEquals(await runWith(outcomes), { last: "25 passed, 1 failed", code: 1 });
});

async function runWith(
  outcomes: Outcomes,
): Promise<{ readonly last: string; readonly code: number }> {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(join(folder, "deno"), standIn(outcomes), { mode: 0o755 });
  const command = new Deno.Command("bash", {
    args: [join(projectRoot, ".ci/run")],
    env: { PATH: `${folder}:${Deno.env.get("PATH")}` },
  });
  const { code, stdout } = await command.output();
  await Deno.remove(folder, { recursive: true });
  return { last: new TextDecoder().decode(stdout).trimEnd().split("\n").at(-1) ?? "", code };
}

function standIn(outcomes: Outcomes): string {
  const cases = Object.entries(outcomes).map(([task, [output, code]]) =>
    `"task ${task}") printf '%s\\n' '${output}'; exit ${code};;`
  );
  return `#!/bin/sh\ncase "$*" in\n${cases.join("\n")}\nesac\n`;
}
