/**
 * Makes the npm tarball in `dist/`: `deno pack` turns the source into JavaScript and declarations,
 * and what only npm knows, the command and the Node version, is added here.
 */

import { extname, join } from "node:path";
import ts from "typescript";
import { projectRoot, version } from "../project.ts";
import { mustRun } from "./run.ts";

/** The tarball's file name. */
export const tarballName: string = `portico-core-${version}.tgz`;

const command = "bin/portico.js";
/** Serves by itself; with arguments it is the command line. */
const commandSource = `#!/usr/bin/env node
await import(process.argv.length > 2 ? "../adapters/cli/main.js" : "../web/main.js");
`;

/** Makes the tarball in a folder, anew, and gives its path. */
export async function pack(into: string): Promise<string> {
  const work = await Deno.makeTempDir();
  const tarball = join(into, tarballName);
  try {
    await Deno.mkdir(into, { recursive: true });
    const draft = join(work, "draft.tgz");
    const flags = ["--allow-dirty", "--no-source-maps", "--ignore=deno.lock"];
    await mustRun(Deno.execPath(), ["pack", ...flags, "-o", draft], projectRoot);
    await mustRun("tar", ["-xzf", draft, "-C", work], work);
    await complete(join(work, "package"));
    await writeForOldestNode(join(work, "package"));
    await mustRun("tar", ["-czf", tarball, "-C", work, "package"], work);
  } finally {
    await Deno.remove(work, { recursive: true });
  }
  return tarball;
}

async function complete(folder: string): Promise<void> {
  const manifest = join(folder, "package.json");
  const packed: object = JSON.parse(await Deno.readTextFile(manifest));
  const completed = { ...packed, bin: { portico: command }, engines: { node: ">=22.13" } };
  await Deno.writeTextFile(manifest, `${JSON.stringify(completed, null, 2)}\n`);
  await Deno.mkdir(join(folder, "bin"));
  await Deno.writeTextFile(join(folder, command), commandSource, { mode: 0o755 });
}

/** Node 22 cannot parse `await using`, which later ones, Deno and Bun can. */
async function writeForOldestNode(folder: string): Promise<void> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = join(folder, name);
    if (isDirectory) await writeForOldestNode(path);
    else if (extname(name) === ".js") await Deno.writeTextFile(path, await compiled(path));
  }
}

async function compiled(path: string): Promise<string> {
  const compilerOptions = { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext };
  return ts.transpileModule(await Deno.readTextFile(path), { compilerOptions }).outputText;
}

if (import.meta.main) {
  console.log(await pack(join(projectRoot, "dist")));
}
