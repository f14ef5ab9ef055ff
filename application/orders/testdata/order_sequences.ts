/** Many random sequences of operations on orders, and how they were distributed. */

import type { Store } from "../../store/store.ts";
import type { Sabotage } from "./orders_world.ts";
import { runSequence, type SequenceReport } from "./random_orders.ts";

/** What many sequences came to, together. */
export interface Distribution {
  readonly sequences: number;
  /** Sequences in which a process was cut off and another took its place. */
  readonly withCuts: number;
  readonly statuses: Readonly<Record<string, number>>;
  readonly operations: Readonly<Record<string, number>>;
  readonly troubles: Readonly<Record<string, number>>;
}

/** Opens a store with nothing in it. */
export type OpenStore = () => Promise<Store>;

/**
 * Runs sequences from a seed that differs each time, or only that of `SIMULATION_SEED`; in memory, or
 * each on a store of its own.
 */
export async function runSequences(count: number, open?: OpenStore): Promise<Distribution> {
  const given = Deno.env.get("SIMULATION_SEED");
  const first = given === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(given);
  const reports: SequenceReport[] = [];
  for (let seed = first; seed < first + (given === undefined ? count : 1); seed++) {
    try {
      await using store = await open?.();
      reports.push(await runSequence(seed, { store }));
    } catch (cause) {
      throw new Error(`The sequence of SIMULATION_SEED=${seed} failed`, { cause });
    }
  }
  return distributionOf(reports);
}

/** Answers the error of the first sequence that fails, and how many ran until then. */
export async function findFailure(
  sabotage: Sabotage,
  most: number,
): Promise<{ readonly sequences: number; readonly error: unknown }> {
  for (let seed = 1; seed <= most; seed++) {
    try {
      await runSequence(seed, { sabotage });
    } catch (error) {
      return { sequences: seed, error };
    }
  }
  throw new Error(`Nothing was found in ${most} sequences`);
}

function distributionOf(reports: readonly SequenceReport[]): Distribution {
  const orders = reports.flatMap(({ orders }) => orders);
  return {
    sequences: reports.length,
    withCuts: reports.filter(({ cuts }) => cuts > 0).length,
    statuses: sum(orders.map(({ status }) => [status, 1])),
    operations: sum(reports.flatMap(({ operations }) => [...operations])),
    troubles: sum(reports.flatMap(({ troubles }) => [...troubles])),
  };
}

function sum(counts: readonly (readonly [name: string, count: number])[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const [name, count] of counts) sums[name] = (sums[name] ?? 0) + count;
  return sums;
}
