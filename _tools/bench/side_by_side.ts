/** Measuring several contenders in one run, in turns, so that what disturbs one disturbs all. */

/** Something that is measured. */
export interface Contender {
  readonly name: string;
  /** Does so many operations. */
  readonly run: (operations: number) => Promise<void> | void;
  /** Operations of one round. */
  readonly operations: number;
}

/** What a contender came to. */
export interface Measured {
  readonly name: string;
  /** Operations per second: the median of the rounds. */
  readonly rate: number;
  /** The slowest and the fastest round. */
  readonly from: number;
  readonly to: number;
}

/** Rounds that count. */
const ROUNDS = 5;

/** How often each contender runs in all. */
export const RUNS: number = ROUNDS + 1;

/** Runs all contenders round by round, A B A B, after one round that does not count. */
export async function sideBySide(
  contenders: readonly Contender[],
): Promise<readonly Measured[]> {
  const rates = contenders.map((): number[] => []);
  for (let run = 0; run < RUNS; run++) {
    for (const [at, contender] of contenders.entries()) {
      const rate = await rateOf(contender);
      if (run > 0) rates[at]?.push(rate);
    }
  }
  return contenders.map(({ name }, at) => ({ name, ...spread(rates[at] ?? []) }));
}

async function rateOf({ run, operations }: Contender): Promise<number> {
  const start = performance.now();
  await run(operations);
  return operations / (performance.now() - start) * 1000;
}

function spread(rates: readonly number[]): Omit<Measured, "name"> {
  const sorted = [...rates].sort((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? NaN;
  return {
    rate: at(Math.floor(sorted.length / 2)),
    from: at(0),
    to: at(sorted.length - 1),
  };
}
