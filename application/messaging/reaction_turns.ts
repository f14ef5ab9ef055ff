/** Which events of a reaction go over the log, and which over the bus. */

import type { Recorded, Store } from "../store/store.ts";
import { unitOfWork, type UnitOfWorkPorts } from "../store/unit_of_work.ts";

/** How a reaction hears of events. */
export type Way = "log" | "bus";

/** From when on a reaction goes a way. */
export interface Turn {
  readonly way: Way;
  /** Where the log remembers it; what comes after that goes the way. */
  readonly after: number;
}

const MOVED = "portico.ReactionMoved";

/** Reads where a reaction was moved, oldest first. */
export async function readTurns(store: Store, name: string): Promise<readonly Turn[]> {
  return turnsIn(await store.readStream(streamOf(name)));
}

/** Tells which way an event goes; the log, before anything was moved. */
export function wayAt(turns: readonly Turn[], position: number): Way {
  return turns.findLast(({ after }) => after < position)?.way ?? "log";
}

/**
 * Moves reactions to the bus, or back to the log, while they run or not: what is committed from now
 * on goes the new way, what was before goes the way it was on.
 */
export async function moveReactions(
  ports: UnitOfWorkPorts,
  names: readonly string[],
  way: Way,
): Promise<void> {
  await unitOfWork(ports, async (tx) => {
    for (const name of names) {
      const { stored } = await tx.readStream(streamOf(name));
      if ((turnsIn(stored).at(-1)?.way ?? "log") === way) continue;
      tx.append(streamOf(name), [{ type: MOVED, data: { reaction: name, way } }]);
    }
  });
}

function streamOf(name: string): string {
  return `portico.reactions/${name}`;
}

function turnsIn(moves: readonly Recorded[]): readonly Turn[] {
  return moves.map(({ data, position }) => {
    const { way } = data as { readonly way: Way };
    return { way, after: position };
  });
}
