/** A program in which errors go astray, for a test that sees them logged. */

import { compose } from "../../adapters/composition/compose.ts";
import { runProcess } from "../main_process.ts";

await runProcess({
  settings: { STORE_URL: "memory:" },
  start: async (config) => {
    const application = await compose(config);
    setTimeout(() => {
      throw new Error("thrown");
    }, 5);
    setTimeout(() => void Promise.reject(new Error("rejected")), 10);
    setTimeout(() => application.ports.log.info("still here"), 50);
    return {
      log: application.ports.log,
      failure: new Promise(() => {}),
      stop: async () => await application[Symbol.asyncDispose](),
    };
  },
});
