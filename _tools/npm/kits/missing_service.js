/** Kits of a technology whose service is missing. */

import process from "node:process";

/** Registers that they are skipped, and prints why; with `REQUIRE_SERVICES=1` it is a failing test. */
export function registerMissing(test, technology, missing) {
  const title = `(skipped: ${missing})`;
  console.info(`${technology} ${title}`);
  if (process.env.REQUIRE_SERVICES !== "1") test.skip(title, () => {});
  else test(title, () => Promise.reject(new Error(missing)));
}
