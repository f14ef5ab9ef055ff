/** The machine's own clock, ids and chance, for the tests. */

import { randomIds, systemClock, systemRandom } from "../../system/mod.ts";
import type { DenoKvStorePorts } from "../mod.ts";

/** What the tests' stores stand on. */
export const systemPorts: DenoKvStorePorts = {
  clock: systemClock(),
  newId: randomIds(),
  random: systemRandom(),
};
