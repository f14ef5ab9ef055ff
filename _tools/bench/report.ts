/** Printing what was measured, beside what it is compared with and what is aimed at. */

import type { Measured } from "./side_by_side.ts";
import type { Latency } from "./wake_ups.ts";

/** The least a contender should reach, as a multiple of the baseline. */
export type Aims = Readonly<Record<string, number>>;

/** Writes a table; the first contender is the baseline. */
export function table(title: string, measured: readonly Measured[], aims: Aims = {}): string {
  const baseline = measured[0]?.rate ?? NaN;
  const rows = measured.map(({ name, rate, from, to }) => {
    const ratio = rate / baseline;
    const aim = aims[name];
    return [
      name.padEnd(36),
      perSecond(rate).padStart(11),
      `${perSecond(from)} to ${perSecond(to)}`.padStart(24),
      ratio.toFixed(2).padStart(8),
      aim === undefined ? "" : `  aim ${aim.toFixed(2)} ${ratio >= aim ? "reached" : "MISSED"}`,
    ].join("");
  });
  return [title, heading, ...rows, ""].join("\n");
}

/** Writes a table of latencies. */
export function latencyTable(title: string, latencies: readonly Latency[]): string {
  const rows = latencies.map(({ name, p50, p99 }) =>
    `${name.padEnd(36)}${p50.toFixed(1).padStart(11)}${p99.toFixed(1).padStart(11)}`
  );
  return [title, `${"".padEnd(36)}${"p50".padStart(11)}${"p99".padStart(11)}`, ...rows, ""].join(
    "\n",
  );
}

const heading = `${"".padEnd(36)}${"median/s".padStart(11)}${"slowest to fastest".padStart(24)}${
  "ratio".padStart(8)
}`;

function perSecond(rate: number): string {
  return Math.round(rate).toLocaleString("en");
}
