/** The balance of an account over time, drawn on the server. */

import type { BalancePoint } from "../../application/accounts/get_account_timeline.ts";
import { formatMoney } from "../../domain/kernel/money_text.ts";
import { accountAddress } from "../account_address.ts";
import type { Html } from "./html.ts";
import { BOTTOM, type PlotScale, plotScale } from "./plot_scale.ts";
import { Time, timeText } from "./time.tsx";

/** What is drawn. */
export interface BalancePlotProps {
  readonly accountId: string;
  /** At least one, oldest first. */
  readonly points: readonly BalancePoint[];
  /** The version that the page is about, when it is about the past. */
  readonly marked?: number | undefined;
}

/**
 * Draws a step for every change of the balance; each dot leads to the account as it was then. Along
 * the screen places are percentages, so that the writing keeps its size from phone to desk.
 */
export function BalancePlot({ accountId, points, marked }: BalancePlotProps): Html {
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined) return <p class="notice">There is none yet.</p>;
  const scale = plotScale(points, last);
  return (
    <figure class="plot">
      <svg role="group" aria-labelledby="plot-title plot-desc">
        <title id="plot-title">Balance over time</title>
        <desc id="plot-desc">{descriptionOf(points)}</desc>
        <Axes scale={scale} />
        <Steps points={points} scale={scale} />
        {points.map((point) => (
          <Dot
            key={point.version}
            accountId={accountId}
            point={point}
            scale={scale}
            isMarked={point.version === marked}
          />
        ))}
      </svg>
      <figcaption class="quiet">
        {last.balance.currency}, from <Time at={first.at} /> to <Time at={last.at} />.{" "}
        Each dot leads to the account as it was then.
      </figcaption>
    </figure>
  );
}

function Axes({ scale: { amounts, times, x, y } }: { readonly scale: PlotScale }): Html {
  return (
    <g aria-hidden="true">
      {amounts.map(({ at, label }) => (
        <>
          <line class="grid" x1="0" x2="100%" y1={y(at)} y2={y(at)} />
          <text x="-8" y={y(at) + 4} text-anchor="end">{label}</text>
        </>
      ))}
      {times.map(({ at, label }) => (
        <>
          <line class="grid" x1={x(at)} x2={x(at)} y1={BOTTOM} y2={BOTTOM + 6} />
          <text x={x(at)} y={BOTTOM + 22} text-anchor="middle">{label}</text>
        </>
      ))}
    </g>
  );
}

/** A balance holds until the next one, and the last one to the edge. */
function Steps(
  { points, scale: { x, y } }: {
    readonly points: readonly BalancePoint[];
    readonly scale: PlotScale;
  },
): Html {
  return (
    <g class="line" aria-hidden="true">
      {points.map((point, index) => {
        const [at, height] = [x(Date.parse(point.at)), y(point.balance.amount)];
        const next = points[index + 1];
        const until = next === undefined ? "100%" : x(Date.parse(next.at));
        return (
          <>
            <line x1={at} x2={until} y1={height} y2={height} />
            {next && <line x1={until} x2={until} y1={height} y2={y(next.balance.amount)} />}
          </>
        );
      })}
    </g>
  );
}

interface DotProps {
  readonly accountId: string;
  readonly point: BalancePoint;
  readonly scale: PlotScale;
  readonly isMarked: boolean;
}

function Dot({ accountId, point, scale: { x, y }, isMarked }: DotProps): Html {
  const { version, at, balance } = point;
  const name = `Version ${version}: ${formatMoney(balance)}, ${timeText(at)}`;
  const [cx, cy] = [x(Date.parse(at)), y(balance.amount)];
  return (
    <a
      href={accountAddress(accountId, version)}
      aria-label={name}
      aria-current={isMarked ? "true" : undefined}
    >
      <title>{name}</title>
      <circle class="target" cx={cx} cy={cy} r="11" />
      <circle cx={cx} cy={cy} r={isMarked ? 7 : 4} />
    </a>
  );
}

function descriptionOf(points: readonly BalancePoint[]): string {
  const told = points.map(({ balance }) => balance).toSorted((a, b) => a.amount - b.amount);
  const [lowest, highest, now] = [told[0], told.at(-1), points.at(-1)?.balance].map((balance) =>
    balance === undefined ? "" : formatMoney(balance)
  );
  return `${points.length} balances, between ${lowest} and ${highest}; the last is ${now}.`;
}
