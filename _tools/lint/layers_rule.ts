/** `portico/layers`: arrows point inward. */

import { isTestFile } from "./file_kind.ts";
import { layerRefusal } from "./layers.ts";
import { projectPath } from "./project_path.ts";
import { resolveImport } from "./resolve_import.ts";
import { visitImports } from "./visit_imports.ts";

/** Reports imports that leave their layer, type-only ones too; tests may import anything. */
export const layersRule: Deno.lint.Rule = {
  create: (context) => {
    const from = projectPath(context.filename);
    if (isTestFile(from) || isOutside(from)) return {};
    return visitImports((specifier, node) => {
      const message = specifier === undefined
        ? "import() takes a literal, so that its layer can be checked"
        : layerRefusal(from, resolveImport(from, specifier));
      if (message !== undefined) context.report({ node, message });
    });
  },
};

function isOutside(path: string): boolean {
  return path.startsWith("examples/") || path.startsWith("_tools/");
}
