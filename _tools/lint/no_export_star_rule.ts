/** `portico/no-export-star`: what a module offers is read in the module. */

/** Reports `export *`, with or without a name. */
export const noExportStarRule: Deno.lint.Rule = {
  create: (context) => ({
    ExportAllDeclaration: (node) =>
      context.report({ node, message: "Name what is exported; `export *` hides it" }),
  }),
};
