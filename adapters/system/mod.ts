/**
 * The machine's own clock, ids and chance.
 *
 * @module
 */

export { randomIds, systemRandom } from "./chance.ts";
export { systemClock } from "./clock.ts";
