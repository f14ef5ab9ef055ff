/** L-18: logging, and markups. */

import type { Fault } from "./fault.ts";

/** The rule against prints looks away from use cases, and prices from the markups they are given. */
export const fault: Fault = {
  id: "L-18",
  mistake: "Use cases may print, and markups stand fast in the code",
  edits: [{
    file: "_tools/lint/no_console_rule.ts",
    find: String.raw`/^(examples|_tools)\//,`,
    replace: String.raw`/^(examples|_tools|application)\//,`,
  }, {
    file: "domain/catalog/pricing.ts",
    find: "markupOf(category, markups)",
    replace: "markupOf(category, standardMarkups)",
  }],
  tests: ["_tools/lint/no_console_rule_test.ts", "application/catalog/create_product_test.ts"],
};
