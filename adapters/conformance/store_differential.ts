/** The case of a random run that is compared with the memory store: 26. */

import assert from "node:assert/strict";
import type { Random } from "../../application/ports.ts";
import type { Changes } from "../../application/store/store.ts";
import { isDomainError } from "../../domain/kernel/errors.ts";
import { sequentialIds } from "../memory/chance.ts";
import { memoryClock } from "../memory/clock.ts";
import { memoryStore } from "../memory/store.ts";
import type { StoreCase, StoreRoom } from "./store_case.ts";
import { pick, randomChanges, type Suppositions } from "./store_random_changes.ts";
import { everything, type Operation, randomRead } from "./store_random_reads.ts";
import { type Side, sideOf } from "./store_side.ts";

export const differentialCases: readonly StoreCase[] = [
  {
    number: 26,
    does: "a seeded run of 500 random operations gives the same answers as the memory store",
    run: comparesWithMemory,
  },
];

const OPERATIONS = 500;

async function comparesWithMemory({ store, random }: StoreRoom): Promise<void> {
  await using memory = memoryStore({ clock: memoryClock(), newId: sequentialIds("m-") });
  const sides = [sideOf(store), sideOf(memory)] as const;
  const earlier: ((means: Suppositions) => Changes)[] = [];

  for (let n = 1; n <= OPERATIONS; n++) {
    await sameAnswer(sides, randomOperation(random, earlier), `operation ${n}`);
  }
  await sameAnswer(sides, everything, "everything at the end");
}

async function sameAnswer(
  [left, right]: readonly [Side, Side],
  operation: Operation,
  what: string,
): Promise<void> {
  const expected = await answerOf(operation, right);
  assert.deepEqual(await answerOf(operation, left), expected, `The answer of ${what}`);
}

/** The answer, or the code of the error. */
async function answerOf(operation: Operation, side: Side): Promise<unknown> {
  try {
    return { answer: await operation(side) };
  } catch (error) {
    if (isDomainError(error)) return { code: error.code };
    throw error;
  }
}

function randomOperation(
  random: Random,
  earlier: ((means: Suppositions) => Changes)[],
): Operation {
  if (random() < 0.3) return randomRead(random);
  const again = earlier.length > 0 && random() < 0.1;
  const make = again ? pick(random, earlier) : randomChanges(random);
  earlier.push(make);
  return commit(make);
}

/**
 * Commits, and reads back what was put. Expectations are filled in once per side, so that a repetition
 * is the same commit.
 */
function commit(make: (means: Suppositions) => Changes): Operation {
  return async (side) => {
    const changes = filledIn(make, side);
    const answer = side.committed(changes, await side.store.commit(changes));
    const documents = (changes.puts ?? []).map(async ({ collection, id }) =>
      side.document(collection, await side.store.get(collection, id))
    );
    return [answer, await Promise.all(documents)];
  };
}

const filled = new WeakMap<object, Map<Side, Changes>>();

function filledIn(make: (means: Suppositions) => Changes, side: Side): Changes {
  const known = filled.get(make) ?? new Map<Side, Changes>();
  filled.set(make, known);
  const changes = known.get(side) ?? make(suppositionsOf(side));
  known.set(side, changes);
  return changes;
}

function suppositionsOf({ streamVersion, version, oldVersion }: Side): Suppositions {
  return {
    stream: (stream, supposed) => {
      const current = streamVersion(stream);
      if (supposed === "current") return current;
      if (supposed === "old") return Math.max(0, current - 1);
      return supposed === "future" ? current + 1 : supposed;
    },
    document: (collection, id, supposed) => {
      if (supposed === "current") return version(collection, id);
      if (supposed === "old") return oldVersion(collection, id);
      return supposed === "future" ? version(collection, id) + 1_000_000 : supposed;
    },
  };
}
