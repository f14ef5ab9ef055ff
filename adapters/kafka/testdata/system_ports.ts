/** The machine's own clock and chance, for the tests. */

import { silentLog, systemClock, systemRandom } from "../../system/mod.ts";
import type { KafkaMessageBusPorts } from "../mod.ts";

/** What the tests' buses stand on. */
export const systemPorts: KafkaMessageBusPorts = {
  clock: systemClock(),
  random: systemRandom(),
  log: silentLog(),
};
