/**
 * The machine's own clock, ids and chance, and a log for where nobody reads one.
 *
 * @module
 */

export { randomIds, systemRandom } from "./chance.ts";
export { systemClock } from "./clock.ts";
export { silentLog } from "./log.ts";
