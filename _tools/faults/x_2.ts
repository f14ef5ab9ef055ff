/** code blocks of the documentation. */

import type { Fault } from "./fault.ts";

/** The check of documents passes over the blocks it has no means to execute. */
export const fault: Fault = {
  id: "X-2",
  mistake: "A code block in a language that nobody executes is taken for text",
  edits: [{
    file: "_tools/docs/block_kind.ts",
    find: "return kinds[info];",
    replace: `return kinds[info] ?? "text";`,
  }],
  tests: ["_tools/docs/documents_test.ts"],
};
