/** `portico/no-console`: what happens is logged through the Log port, not printed. */

import { projectPath } from "./project_path.ts";
import { isReference, memberName } from "./references.ts";

const mayPrint = [
  /^(examples|_tools)\//,
  /^adapters\/(console|cli|conformance)\//,
  /^web\/(main\w*|worker)\.ts$/,
  /_(bench|test)\.tsx?$/, // a test prints the seed it failed with
];
const streams = new Set(["process.stdout", "process.stderr", "Deno.stdout", "Deno.stderr"]);
const message = "Log through the Log port, do not print";

/** Reports `console` and the standard streams where printing is not the file's purpose. */
export const noConsoleRule: Deno.lint.Rule = {
  create: (context) => {
    const path = projectPath(context.filename);
    if (mayPrint.some((pattern) => pattern.test(path))) return {};
    return {
      Identifier: (node) => {
        if (node.name === "console" && isReference(node)) context.report({ node, message });
      },
      MemberExpression: (node) => {
        const name = memberName(node) ?? "";
        if (name === "console" || streams.has(name)) context.report({ node, message });
      },
    };
  },
};
