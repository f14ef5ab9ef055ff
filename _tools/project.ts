/** Where the project is, and what its `deno.json` says. */

import { fileURLToPath } from "node:url";
import config from "../deno.json" with { type: "json" };

/** The folder of the project. */
export const projectRoot: string = fileURLToPath(new URL("../", import.meta.url));

/** The version in `deno.json`. */
export const version: string = config.version;

/** Subpaths and the files they stand for: `./memory` and `./adapters/memory/mod.ts`. */
export const entryPoints: Readonly<Record<string, string>> = config.exports;

/** Names and command lines of the tasks. */
export const tasks: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(config.tasks).map(([name, task]) => [
    name,
    typeof task === "string" ? task : task.command,
  ]),
);
