/** The check that everything a user can import says what it is. */

import { entryPoints, projectRoot } from "../project.ts";

/** Lists what lacks a doc comment: entry points as a whole and each symbol they export. */
export async function undocumented(files: readonly string[]): Promise<readonly string[]> {
  const { nodes } = await readDocs(files);
  return Object.entries(nodes).flatMap(([url, module]) => missing(url, module));
}

interface Docs {
  readonly nodes: Readonly<Record<string, ModuleDocs>>;
}

interface ModuleDocs {
  readonly module_doc?: { readonly doc?: string };
  readonly symbols: readonly SymbolDocs[];
}

interface SymbolDocs {
  readonly name: string;
  readonly declarations: readonly Declaration[];
}

interface Declaration {
  readonly location: { readonly filename: string; readonly line: number };
  readonly jsDoc?: { readonly doc?: string; readonly tags?: readonly { readonly kind: string }[] };
}

async function readDocs(files: readonly string[]): Promise<Docs> {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["doc", "--json", ...files],
    cwd: projectRoot,
    stderr: "inherit",
  });
  const { success, stdout } = await command.output();
  if (!success) throw new Error(`Cannot read the documentation of ${files.join(" ")}`);
  return JSON.parse(new TextDecoder().decode(stdout));
}

function missing(url: string, { module_doc, symbols }: ModuleDocs): readonly string[] {
  const bare = symbols.filter(({ declarations }) => !declarations.some(isDocumented)).map(naming);
  return module_doc?.doc ? bare : [`${url}: no module doc`, ...bare];
}

function isDocumented({ jsDoc }: Declaration): boolean {
  const isOfModule = jsDoc?.tags?.some(({ kind }) => kind === "module") ?? false;
  return Boolean(jsDoc?.doc) && !isOfModule;
}

function naming({ name, declarations }: SymbolDocs): string {
  const [first] = declarations;
  return `${first?.location.filename}:${(first?.location.line ?? 0) + 1}: "${name}" has no doc`;
}

if (import.meta.main) {
  const found = await undocumented(Object.values(entryPoints));
  for (const line of found) console.error(line);
  console.log(`${Object.keys(entryPoints).length} entry points, ${found.length} undocumented`);
  Deno.exitCode = found.length === 0 ? 0 : 1;
}
