/** Round numbers for the axes of a plot. */

/** A place on an axis, in the axis' own numbers, and what is written there. */
export interface Tick {
  readonly at: number;
  readonly label: string;
}

/** More than so many steps would not fit on a phone; dates are longer than times of the day. */
const MOST_STEPS = 4;
const MOST_DAYS = 3;

/** Round amounts in minor units, from 0 to the first that is not below the largest. */
export function amountTicks(largest: number, minorPerUnit: number): readonly Tick[] {
  const top = Math.max(largest, minorPerUnit);
  const step = roundStep(Math.max(1, top / MOST_STEPS));
  return Array.from({ length: Math.ceil(top / step) + 1 }, (_, index) => {
    const at = index * step;
    return { at, label: shortNumber.format(at / minorPerUnit) };
  });
}

/** Times of the clock or the calendar, in UTC, that lie between two instants in milliseconds. */
export function timeTicks(from: number, to: number): readonly Tick[] {
  const step = timeSteps.find((step) => (to - from) / step <= MOST_STEPS) ??
    Math.ceil((to - from) / MOST_DAYS / DAY) * DAY;
  const ticks: Tick[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) {
    ticks.push({ at, label: timeLabel(at, step) });
  }
  return ticks;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const timeSteps = [
  ...[1, 2, 5, 10, 30].map((seconds) => seconds * SECOND),
  ...[1, 2, 5, 10, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
];

const shortNumber = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 2 });

/** The first of 1, 2, 5, 10, 20, 50, ... that is not below the least. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5].find((factor) => factor * power >= least) ?? 10;
  return factor * power;
}

/** As exact as the step: a day, a minute or a second. */
function timeLabel(at: number, step: number): string {
  const iso = new Date(at).toISOString();
  if (step >= DAY) return iso.slice(0, 10);
  return step >= MINUTE ? iso.slice(11, 16) : iso.slice(11, 19);
}
