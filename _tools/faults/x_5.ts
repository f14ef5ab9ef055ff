/** applications of one process. */

import type { Fault } from "./fault.ts";

/** The store in memory is one for the process. */
export const fault: Fault = {
  id: "X-5",
  mistake: "Two applications in one process have one store in memory",
  edits: [{
    file: "adapters/composition/store_factory.ts",
    find: "          return memoryStore(ports);",
    replace: "          return shared ??= memoryStore(ports);",
  }, {
    file: "adapters/composition/store_factory.ts",
    find: "/** Binds the store. */",
    replace: `let shared: Store | undefined;

/** Binds the store. */`,
  }, {
    file: "adapters/composition/store_factory.ts",
    find: `import { type Binding, factory } from "./binding.ts";`,
    replace: `import type { Store } from "../../application/store/store.ts";
import { type Binding, factory } from "./binding.ts";`,
  }],
  tests: ["adapters/composition/compose_test.ts", "web/main_web_test.ts"],
};
