/** Finds the Nodes or the Bun to try the package with: the machine's own, or from npm. */

import { join } from "node:path";
import { mustRun, run } from "./run.ts";

/** What the package is tried under. */
export type RuntimeName = "node" | "bun";

/** A runtime's name and the program to start it by. */
export interface Runtime {
  readonly name: RuntimeName;
  readonly program: string;
}

/**
 * Gives the machine's own runtime where it is new enough, else one from npm, and the oldest Node
 * that the package promises to run on. What has to be installed goes into the folder.
 */
export async function findRuntimes(
  name: RuntimeName,
  folder: string,
): Promise<readonly Runtime[]> {
  const own = { name, program: name };
  const current = await isNewEnough(name)
    ? own
    : await install(name, currentVersions[name], folder);
  return name === "bun" ? [current] : [current, await install("node", "22.13.0", folder)];
}

/** Says which version a runtime is, for people. */
export async function describeRuntime({ name, program }: Runtime): Promise<string> {
  const { output } = await run({ program, args: ["--version"], folder: "." });
  return `${name} ${output.trim().replace(/^v/, "")}`;
}

const currentVersions: Readonly<Record<RuntimeName, string>> = { node: "24", bun: "1" };
const oldest: Readonly<Record<RuntimeName, readonly [number, number]>> = {
  node: [22, 13],
  bun: [1, 3],
};

const { os, arch } = Deno.build;

/** Packages that hold the program as it is: no install script has to be trusted. */
const packages: Readonly<Record<RuntimeName, string>> = {
  node: `node-${os}-${arch === "aarch64" ? "arm64" : "x64"}`,
  bun: `@oven/bun-${os}-${arch === "aarch64" ? "aarch64" : "x64"}`,
};

async function install(name: RuntimeName, version: string, folder: string): Promise<Runtime> {
  const place = join(folder, `${name}-${version}`);
  await Deno.mkdir(place);
  const wanted = `${packages[name]}@${version}`;
  await mustRun("npm", ["install", "--no-audit", "--no-fund", "--prefix", place, wanted], place);
  return { name, program: join(place, "node_modules", packages[name], "bin", name) };
}

async function isNewEnough(name: RuntimeName): Promise<boolean> {
  const asked = { program: name, args: ["--version"], folder: "." };
  const { output } = await run(asked).catch(() => ({ output: "" }));
  const [, major = 0, minor = 0] = /(\d+)\.(\d+)/.exec(output)?.map(Number) ?? [];
  const [oldestMajor, oldestMinor] = oldest[name];
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}
