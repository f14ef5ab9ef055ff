/** Imported after the modules under test: reports the globals they made. */

import { globalsBefore } from "./watch_globals.ts";

for (const key of Reflect.ownKeys(globalThis)) {
  if (!globalsBefore.has(key)) console.log(`made the global ${String(key)}`);
}
