/** Which events of a reaction go over the log, and which over the bus. */

import type { Json } from "../../domain/kernel/json.ts";
import type { Store } from "../store/store.ts";
import { unitOfWork, type UnitOfWorkPorts } from "../store/unit_of_work.ts";

/** How a reaction hears of events. */
export type Way = "log" | "bus";

/** From when on a reaction goes a way. */
export type Turn = {
  readonly way: Way;
  /** The first position that goes it is the one after this. */
  readonly after: number;
};

const REACTIONS = "portico.reactions";

/** Reads where a reaction was moved, oldest first. */
export async function readTurns(store: Store, name: string): Promise<readonly Turn[]> {
  return turnsIn(await store.get(REACTIONS, name));
}

/** Tells which way an event goes; the log, before anything was moved. */
export function wayAt(turns: readonly Turn[], position: number): Way {
  return turns.findLast(({ after }) => after < position)?.way ?? "log";
}

/**
 * Moves reactions to the bus, or back to the log: what is committed from now on goes the new way,
 * what was before goes the way it was on. Do it before anything runs, with all processes agreed.
 */
export async function moveReactions(
  ports: UnitOfWorkPorts,
  names: readonly string[],
  way: Way,
): Promise<void> {
  await unitOfWork(ports, async (tx) => {
    const after = await ports.store.head();
    for (const name of names) {
      const turns = turnsIn(await tx.get(REACTIONS, name));
      if ((turns.at(-1)?.way ?? "log") === way) continue;
      tx.put({ collection: REACTIONS, id: name, value: [...turns, { way, after }] });
    }
  });
}

function turnsIn(document: { readonly value: Json } | undefined): readonly Turn[] {
  return document === undefined ? [] : document.value as readonly Turn[];
}
