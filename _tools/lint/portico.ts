/** The lint plugin that keeps the architecture; `deno.json` names it under `lint.plugins`. */

import { determinismRule } from "./determinism_rule.ts";
import { layersRule } from "./layers_rule.ts";
import { noAnyCastRule } from "./no_any_cast_rule.ts";
import { noConsoleRule } from "./no_console_rule.ts";
import { noExportStarRule } from "./no_export_star_rule.ts";

/** All rules, under their names. Deno asks for a default export. */
const plugin: Deno.lint.Plugin = {
  name: "portico",
  rules: {
    "layers": layersRule,
    "determinism": determinismRule,
    "no-console": noConsoleRule,
    "no-export-star": noExportStarRule,
    "no-any-cast": noAnyCastRule,
  },
};

export default plugin;
