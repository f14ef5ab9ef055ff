/** Runs code blocks that register tests, each as a test file of its own. */

import { join } from "node:path";
import { projectRoot } from "../project.ts";
import type { CodeBlock } from "./code_blocks.ts";

/** Runs the blocks and gives what is printed when one fails. */
export async function testBlockProblem(blocks: readonly CodeBlock[]): Promise<string | undefined> {
  const folder = await Deno.makeTempDir();
  try {
    for (const block of blocks) {
      await Deno.writeTextFile(join(folder, fileName(block)), text(block));
    }
    const command = new Deno.Command(Deno.execPath(), {
      args: ["test", "-A", "--permit-no-files", "--config", join(projectRoot, "deno.json"), folder],
      env: { NO_COLOR: "1" },
      stdin: "null",
    });
    const { success, stdout, stderr } = await command.output();
    const decoder = new TextDecoder();
    return success ? undefined : decoder.decode(stdout) + decoder.decode(stderr);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function fileName({ file, line }: CodeBlock): string {
  return `${file.replaceAll(/\W/g, "_")}_${line}_test.ts`;
}

function text({ lines }: CodeBlock): string {
  return `${lines.join("\n")}\n`;
}
