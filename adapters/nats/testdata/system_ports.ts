/** The machine's own clock, ids and chance, for the tests. */

import { randomIds, silentLog, systemClock, systemRandom } from "../../system/mod.ts";
import type { NatsMessageBusPorts } from "../mod.ts";

/** What the tests' buses stand on. */
export const systemPorts: NatsMessageBusPorts = {
  clock: systemClock(),
  newId: randomIds(),
  random: systemRandom(),
  log: silentLog(),
};
