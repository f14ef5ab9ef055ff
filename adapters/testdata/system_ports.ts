/** The machine's own clock, ids and chance, for the tests. */

import type { Clock, Log, NewId, Random } from "../../application/ports.ts";
import { randomIds, silentLog, systemClock, systemRandom } from "../system/mod.ts";

/** What the tests' stores and buses stand on. */
export const systemPorts: {
  readonly clock: Clock;
  readonly newId: NewId;
  readonly random: Random;
  readonly log: Log;
} = {
  clock: systemClock(),
  newId: randomIds(),
  random: systemRandom(),
  log: silentLog(),
};
