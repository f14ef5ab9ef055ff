/** Command lines that documents show as a shell takes them: with quotes, and variables of their own. */

import { delimiter, dirname } from "node:path";
import { projectRoot } from "../project.ts";
import type { Ended } from "../server_process.ts";

/** What earlier lines of a document have kept, by the variable's name. */
export type Variables = Map<string, string>;

/** Runs a line; one such as `order=$(deno task cli ...)` keeps what it writes for the lines after it. */
export async function runInShell(
  line: string,
  env: Readonly<Record<string, string>>,
  variables: Variables,
): Promise<Ended> {
  const [, variable] = /^([a-z_]+)=\$\(/.exec(line) ?? [];
  const script = variable === undefined ? line : `${line} && printf %s "$${variable}"`;
  const PATH = `${dirname(Deno.execPath())}${delimiter}${Deno.env.get("PATH")}`;
  const command = new Deno.Command("sh", {
    args: ["-c", script],
    env: { ...env, ...Object.fromEntries(variables), PATH },
    cwd: projectRoot,
    stdin: "null",
  });
  const { code, stdout, stderr } = await command.output();
  const decoder = new TextDecoder();
  const written = decoder.decode(stdout);
  if (variable !== undefined) variables.set(variable, written);
  return { code, output: written + decoder.decode(stderr) };
}
