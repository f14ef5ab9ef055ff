import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import { entryPoints } from "../project.ts";
import { pack } from "./pack.ts";
import { mustRun } from "./run.ts";

Deno.test("the npm package holds what runs, and nothing else", async () => {
  const folder = await Deno.makeTempDir();
  await mustRun("tar", ["-xzf", await pack(folder), "-C", folder], folder);
  const files = await filesBelow(join(folder, "package"));
  const manifest = JSON.parse(await Deno.readTextFile(join(folder, "package/package.json")));

  assertEquals(
    ["LICENSE", "README.md", "adapters/cli/main.js", "bin/portico.js", "web/main.js"]
      .filter(missingIn(files)),
    [],
  );
  assertEquals(files.filter((file) => /_test|_bench|testdata|^_tools|^examples/.test(file)), []);
  assertEquals(files.filter((file) => /(?<!\.d)\.tsx?$/.test(file)), [], "only compiled source");
  assertEquals(Object.keys(manifest.exports), Object.keys(entryPoints));
  assertEquals(
    Object.keys(manifest.dependencies).toSorted(),
    [
      "@hono/node-server",
      "@logtape/logtape",
      "@nats-io/transport-node",
      "@needle-di/core",
      "commander",
      "hono",
      "ioredis",
      "kafkajs",
      "nodemailer",
      "postgres",
      "stripe",
      "zod",
    ],
  );
  const text = await textOf(folder, files.filter((file) => /\.(js|ts)$/.test(file)));
  assert(!/^ *(await )?using /m.test(text), "no syntax that Node 22 cannot parse");
  assert(
    !text.includes("sourceMappingURL") && !text.includes("file:///"),
    "no path of this machine",
  );
  await Deno.remove(folder, { recursive: true });
});

function missingIn(files: readonly string[]): (file: string) => boolean {
  return (file) => !files.includes(file);
}

async function filesBelow(folder: string, prefix = ""): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = `${prefix}${name}`;
    found.push(...(isDirectory ? await filesBelow(join(folder, name), `${path}/`) : [path]));
  }
  return found.toSorted();
}

async function textOf(folder: string, files: readonly string[]): Promise<string> {
  const texts = files.map((file) => Deno.readTextFile(join(folder, "package", file)));
  return (await Promise.all(texts)).join("\n");
}
