/** What an import specifier means, seen from the file it stands in. */

import { posix } from "node:path";
import { projectPath } from "./project_path.ts";

/** A file of the project, by its path below the root, or a package by its name. */
export type Imported =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "package"; readonly name: string };

/** Resolves a specifier against the path of the importing file below the project's root. */
export function resolveImport(from: string, specifier: string): Imported {
  if (/^(\/|file:)/.test(specifier)) return { kind: "file", path: projectPath(specifier) };
  if (/^\.{1,2}\//.test(specifier)) {
    return { kind: "file", path: posix.join(posix.dirname(from), specifier) };
  }
  return { kind: "package", name: packageName(specifier) };
}

function packageName(specifier: string): string {
  const [, name = ""] = /^(?:(?:npm|jsr):\/?)?((?:@[^/]+\/)?[^/@]+)/.exec(specifier) ?? [];
  return name;
}
