/** The machine's own clock, ids and chance, for the tests. */

import { randomIds, silentLog, systemClock, systemRandom } from "../../system/mod.ts";
import type { RedisMessageBusPorts } from "../mod.ts";

/** What the tests' buses stand on. */
export const systemPorts: RedisMessageBusPorts = {
  clock: systemClock(),
  newId: randomIds(),
  random: systemRandom(),
  log: silentLog(),
};
