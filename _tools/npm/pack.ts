/**
 * Makes the npm tarball in `dist/`: `deno pack` turns the source into JavaScript and declarations,
 * and what only npm knows, the command and the Node version, is added here.
 */

import { join } from "node:path";
import { projectRoot, version } from "../project.ts";
import { mustRun } from "./run.ts";

/** The tarball's file name. */
export const tarballName: string = `portico-core-${version}.tgz`;

const command = "bin/portico.js";
const commandSource = `#!/usr/bin/env node\nimport "../web/main.js";\n`;

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

if (import.meta.main) {
  console.log(await pack(join(projectRoot, "dist")));
}
