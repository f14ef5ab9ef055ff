/** Lints a source text as if it stood in the project. Runs in `deno test` only. */

import plugin from "./portico.ts";

/** Gives the names of the rules that report something, each once, sorted. */
export function lintSource(path: string, source: string): readonly string[] {
  const found = Deno.lint.runPlugin(plugin, `/x/${path}`, source);
  return [...new Set(found.map(({ id }) => id))].toSorted();
}
