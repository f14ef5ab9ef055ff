/** Finds a Node or a Bun to try the package with: the machine's own, or one from npm. */

import { join } from "node:path";
import { mustRun, run } from "./run.ts";

/** What the package is tried under. */
export type RuntimeName = "node" | "bun";

/** A runtime's name and the program to start it by. */
export interface Runtime {
  readonly name: RuntimeName;
  readonly program: string;
}

/** Gives the machine's own runtime where it is new enough, else installs one into the folder. */
export async function findRuntime(name: RuntimeName, folder: string): Promise<Runtime> {
  if (await isNewEnough(name)) return { name, program: name };
  const { fallback, program } = installed[name];
  await mustRun("npm", ["install", "--no-audit", "--no-fund", fallback], folder);
  return { name, program: join(folder, "node_modules", program) };
}

const oldest: Readonly<Record<RuntimeName, readonly [number, number]>> = {
  node: [22, 13],
  bun: [1, 3],
};

const { os, arch } = Deno.build;
const nodePlatform = `node-${os}-${arch === "aarch64" ? "arm64" : "x64"}`;
const bunPlatform = `@oven/bun-${os}-${arch === "aarch64" ? "aarch64" : "x64"}`;

/** Packages that hold the program as it is: no install script has to be trusted. */
const installed = {
  node: { fallback: `${nodePlatform}@24`, program: `${nodePlatform}/bin/node` },
  bun: { fallback: `${bunPlatform}@1`, program: `${bunPlatform}/bin/bun` },
} as const;

async function isNewEnough(name: RuntimeName): Promise<boolean> {
  const asked = { program: name, args: ["--version"], folder: "." };
  const { output } = await run(asked).catch(() => ({ output: "" }));
  const [, major = 0, minor = 0] = /(\d+)\.(\d+)/.exec(output)?.map(Number) ?? [];
  const [oldestMajor, oldestMinor] = oldest[name];
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}
