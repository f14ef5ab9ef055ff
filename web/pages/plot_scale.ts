/** Where things are on the plot of balances. */

import type { BalancePoint } from "../../application/accounts/get_account_timeline.ts";
import { currencyDecimals } from "../../domain/kernel/money_text.ts";
import { amountTicks, type Tick, timeTicks } from "./plot_ticks.ts";

/** Pixels from the top to the highest amount. */
const TOP = 12;
/** Pixels from the top to the amount of 0. */
export const BOTTOM = 200;
/** Percentages from the left edge to the first and to the last instant. */
const LEFT = 2;
const RIGHT = 96;

/** Gives the places of amounts and instants. */
export interface PlotScale {
  readonly amounts: readonly Tick[];
  readonly times: readonly Tick[];
  /** Percentage from the left edge. */
  readonly x: (at: number) => string;
  /** Pixels from the top. */
  readonly y: (amount: number) => number;
}

/** Fits a plot to its points, of which one is the last. */
export function plotScale(
  points: readonly BalancePoint[],
  { at, balance }: BalancePoint,
): PlotScale {
  const from = Date.parse(points[0]?.at ?? at);
  const to = Date.parse(at);
  const largest = Math.max(...points.map(({ balance }) => balance.amount));
  const amounts = amountTicks(largest, 10 ** currencyDecimals(balance.currency));
  const top = amounts.at(-1)?.at ?? 1;
  return {
    amounts,
    times: timeTicks(from, to),
    x: (at) => `${rounded(LEFT + (RIGHT - LEFT) * (at - from) / (to - from || 1))}%`,
    y: (amount) => rounded(BOTTOM - (BOTTOM - TOP) * (amount / top)),
  };
}

function rounded(place: number): number {
  return Math.round(place * 100) / 100;
}
