/** The machine: time, ids and chance. */

import { randomIds, systemRandom } from "../system/chance.ts";
import { systemClock } from "../system/clock.ts";
import { type Binding, factory } from "./binding.ts";
import { CLOCK, NEW_ID, RANDOM } from "./tokens.ts";

/** Binds what every application needs of the machine it runs on. */
export function systemFactory(): readonly Binding[] {
  return [
    factory(CLOCK, "system", {}, () => systemClock()),
    factory(NEW_ID, "random UUIDs", {}, () => randomIds()),
    factory(RANDOM, "system", {}, () => systemRandom()),
  ];
}
