/** Every way a module names another one. */

/** Called with the specifier, or `undefined` when it is computed at run time. */
export type OnImport = (specifier: string | undefined, node: Deno.lint.Node) => void;

/** Makes the visitor that reports static, dynamic, re-exporting and type-only imports. */
export function visitImports(onImport: OnImport): Deno.lint.LintVisitor {
  return {
    ImportDeclaration: (node) => onImport(node.source.value, node),
    ExportAllDeclaration: (node) => onImport(node.source.value, node),
    ExportNamedDeclaration: (node) => {
      if (node.source !== null) onImport(node.source.value, node);
    },
    ImportExpression: (node) => onImport(literal(node.source), node),
    TSImportType: (node) => {
      const { argument } = node;
      onImport(argument.type === "TSLiteralType" ? literal(argument.literal) : undefined, node);
    },
  };
}

function literal(node: Deno.lint.Node): string | undefined {
  return node.type === "Literal" && typeof node.value === "string" ? node.value : undefined;
}
