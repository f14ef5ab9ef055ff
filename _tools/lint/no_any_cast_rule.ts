/** `portico/no-any-cast`: the type checker is not argued with. */

import { isTestFile } from "./file_kind.ts";
import { projectPath } from "./project_path.ts";

/** Reports the type `any` and `as unknown as` outside tests. */
export const noAnyCastRule: Deno.lint.Rule = {
  create: (context) => {
    if (isTestFile(projectPath(context.filename))) return {};
    return {
      TSAnyKeyword: (node) =>
        context.report({ node, message: "Use `unknown` and narrow it, not `any`" }),
      TSAsExpression: (node) => {
        if (isAsUnknown(node.expression)) {
          context.report({ node, message: "`as unknown as` switches the type checker off" });
        }
      },
    };
  },
};

function isAsUnknown(node: Deno.lint.Node): boolean {
  return node.type === "TSAsExpression" && node.typeAnnotation.type === "TSUnknownKeyword";
}
