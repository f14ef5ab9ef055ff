/** The machine's own clock, ids and chance, for the tests. */

import { randomIds, silentLog, systemClock, systemRandom } from "../../system/mod.ts";
import type { PostgresStorePorts } from "../mod.ts";

/** What the tests' stores stand on. */
export const systemPorts: PostgresStorePorts = {
  clock: systemClock(),
  newId: randomIds(),
  random: systemRandom(),
  log: silentLog(),
};
