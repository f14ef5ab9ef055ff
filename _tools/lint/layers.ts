/** The import rules of the layers, as a pure function of who imports what. */

import { isEntryPoint } from "./file_kind.ts";
import type { Imported } from "./resolve_import.ts";

/** Says why a file of the project may not import something, or nothing when it may. */
export function layerRefusal(from: string, imported: Imported): string | undefined {
  const rule = rules[layerOf(from)];
  if (rule === undefined) return undefined;
  if (imported.kind === "package") {
    return rule.packages(imported.name, from) ? undefined : rule.says;
  }
  if (!rule.files(imported.path, from)) return rule.says;
  return rule.keepsContextsApart && crossesContext(from, imported.path) ? contextsSay : undefined;
}

interface LayerRule {
  readonly says: string;
  readonly packages: (name: string, from: string) => boolean;
  readonly files: (path: string, from: string) => boolean;
  readonly keepsContextsApart?: boolean;
}

const contexts = ["users", "catalog", "orders", "accounts"];
const contextsSay =
  "A context imports its own context and the machinery, and the machinery imports no context: " +
  "contexts meet in the composition or as events";
const notForRuntime = new Set([
  "@nats-io/jetstream",
  "@portico/core",
  "@std/assert",
  "@std/testing",
  "cloudevents",
  "deno-std",
  "fast-check",
  "smtp-server",
]);

const rules: Readonly<Record<string, LayerRule>> = {
  root: {
    says: "mod.ts exports domain/ and application/ only",
    packages: () => false,
    files: inner,
  },
  domain: {
    says: "domain/ imports domain/ only",
    packages: () => false,
    files: (path) => layerOf(path) === "domain",
    keepsContextsApart: true,
  },
  application: {
    says: "application/ imports application/, domain/ and zod only",
    packages: (name) => name === "zod",
    files: inner,
    keepsContextsApart: true,
  },
  adapters: {
    says: "An adapter imports application/, domain/, its own folder and packages it runs on only",
    packages: isRuntimePackage,
    files: (path, from) => inner(path) || folderOf(path) === folderOf(from),
  },
  conformance: {
    says: "adapters/conformance/ imports application/, domain/, adapters/memory/ and what every " +
      "runtime has built in only; the test runner is injected",
    packages: (name) => name.startsWith("node:") && name !== "node:test",
    files: (path) => inner(path) || isIn(path, "adapters/conformance", "adapters/memory"),
  },
  joining: {
    says: "adapters/composition/ and adapters/cli/main.ts import adapters/ and inward, never web/",
    packages: isRuntimePackage,
    files: (path) => inner(path) || isIn(path, "adapters"),
  },
  web: {
    says: "web/ imports application/, domain/, web/ and packages it runs on; " +
      "only its entry points import adapters/",
    packages: isRuntimePackage,
    files: (path, from) =>
      inner(path) || isIn(path, "web") || (isEntryPoint(from) && isIn(path, "adapters")),
  },
};

function layerOf(path: string): string {
  if (path === "adapters/cli/main.ts" || isIn(path, "adapters/composition")) return "joining";
  if (isIn(path, "adapters/conformance")) return "conformance";
  return path.includes("/") ? path.slice(0, path.indexOf("/")) : "root";
}

function inner(path: string): boolean {
  return isIn(path, "domain", "application");
}

function isIn(path: string, ...folders: readonly string[]): boolean {
  return folders.some((folder) => path.startsWith(`${folder}/`));
}

function folderOf(path: string): string {
  return path.split("/").slice(0, 2).join("/");
}

function isRuntimePackage(name: string): boolean {
  return !notForRuntime.has(name);
}

function crossesContext(from: string, to: string): boolean {
  const target = contextOf(to);
  return target !== undefined && target !== contextOf(from);
}

function contextOf(path: string): string | undefined {
  return contexts.find((context) => path.split("/")[1] === context);
}
