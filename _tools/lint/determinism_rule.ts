/** `portico/determinism`: time, ids and chance come through ports, so that a run can be repeated. */

import { isTestFile } from "./file_kind.ts";
import { projectPath } from "./project_path.ts";
import { destructuredNames, isReference, memberName } from "./references.ts";

const members = new Set([
  "AbortSignal.timeout",
  "crypto.getRandomValues",
  "crypto.randomUUID",
  "Date.now",
  "Math.random",
  "performance.now",
  "performance.timeOrigin",
  "Temporal.Now",
]);
const timers = new Set(["setTimeout", "setInterval", "setImmediate"]);
const modules = new Set(["timers", "timers/promises", "perf_hooks"]);
const chance = /^(random|getRandom|generate|webcrypto|default$)/;

/** Reports clocks, timers and chance in `domain/`, `application/` and `adapters/memory/`. */
export const determinismRule: Deno.lint.Rule = {
  create: (context) => {
    if (!isBound(projectPath(context.filename))) return {};
    const report = (node: Deno.lint.Node, what: string): void =>
      context.report({ node, message: `${what} cannot be repeated: take Clock, NewId or Random` });
    return { ...globalVisitor(report), ...dateVisitor(report), ...importVisitor(report) };
  },
};

type Report = (node: Deno.lint.Node, what: string) => void;

function isBound(path: string): boolean {
  return /^(domain|application|adapters\/memory)\//.test(path) && !isTestFile(path);
}

function globalVisitor(report: Report): Deno.lint.LintVisitor {
  const check = (node: Deno.lint.Node, name: string | undefined): void => {
    if (name !== undefined && (members.has(name) || timers.has(name))) report(node, name);
  };
  return {
    MemberExpression: (node) => check(node, memberName(node)),
    VariableDeclarator: (node) => destructuredNames(node).forEach((name) => check(node, name)),
    Identifier: (node) => {
      if (timers.has(node.name) && isReference(node)) report(node, node.name);
    },
  };
}

function dateVisitor(report: Report): Deno.lint.LintVisitor {
  return {
    NewExpression: (node) => {
      if (isDate(node.callee) && node.arguments.length === 0) report(node, "new Date()");
    },
    CallExpression: (node) => {
      if (isDate(node.callee)) report(node, "Date()");
    },
  };
}

function isDate(node: Deno.lint.Node): boolean {
  if (node.type === "MemberExpression") return memberName(node) === "Date";
  return node.type === "Identifier" && node.name === "Date";
}

function importVisitor(report: Report): Deno.lint.LintVisitor {
  return {
    ImportDeclaration: (node) => {
      const module = node.source.value.replace(/^node:/, "");
      if (modules.has(module)) report(node, module);
      if (module === "crypto" && node.specifiers.some(givesChance)) report(node, module);
    },
    ImportExpression: (node) => {
      const module = node.source.type === "Literal" ? String(node.source.value) : "";
      if (/^(node:)?(timers|perf_hooks|crypto)\b/.test(module)) report(node, module);
    },
  };
}

function givesChance(specifier: Deno.lint.ImportDeclaration["specifiers"][number]): boolean {
  if (specifier.type !== "ImportSpecifier") return true;
  const { imported } = specifier;
  return imported.type !== "Identifier" || chance.test(imported.name);
}
