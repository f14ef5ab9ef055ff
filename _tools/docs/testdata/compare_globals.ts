/** Imported after the modules under test: reports the globals they made. */

import { globalsBefore } from "./watch_globals.ts";

/** zod and LogTape keep there, once for all copies of them, what they are configured with. */
const ofPackages = /^(__zod_global\w+|Symbol\(logtape\.\w+\))$/;

for (const key of Reflect.ownKeys(globalThis)) {
  if (!globalsBefore.has(key) && !ofPackages.test(String(key))) {
    console.log(`made the global ${String(key)}`);
  }
}
