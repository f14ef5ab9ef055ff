/** The repository kit: the port of users as cases, for whoever keeps users in tables of their own. */

import { within } from "./assertions.ts";
import { anySeed, registerCase, type RegisterTest } from "./kit.ts";
import { answerCases } from "./repository_answers.ts";
import { changeCases } from "./repository_changes.ts";
import { behavesAsInMemory } from "./repository_differential.ts";
import type { RepositoryCase, UserRepositoryPlace } from "./repository_place.ts";

/** What the repository kit needs to try an adapter. */
export interface UserRepositoryConformance {
  /** Registers a test: `Deno.test`, or `test` of `node:test` or `bun:test`. */
  readonly test: RegisterTest;
  /** Makes a fresh, empty repository for one case. */
  readonly create: () => Promise<UserRepositoryPlace>;
  /** The seed a failed run printed, to run it again; any unless told. */
  readonly seed?: number;
}

/**
 * Registers a test for every case of the `UserRepository` port, each with a repository of its own.
 *
 * @example The test of an adapter
 * ```ts ignore
 * import { userRepository } from "@portico/core";
 * import { userRepositoryConformance } from "@portico/core/conformance";
 * import { memoryStore } from "@portico/core/memory";
 * import { randomIds, systemClock, systemRandom } from "@portico/core/system";
 *
 * userRepositoryConformance({
 *   test: Deno.test,
 *   create: () => {
 *     const clock = systemClock();
 *     const store = memoryStore({ clock, newId: randomIds() });
 *     return Promise.resolve({
 *       users: userRepository({ store, clock, random: systemRandom() }),
 *       [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
 *     });
 *   },
 * });
 * ```
 */
export function userRepositoryConformance(
  { test, create, seed = anySeed() }: UserRepositoryConformance,
): void {
  const cases = [...answerCases, ...changeCases, differentialCase(seed)];
  for (const [index, { does, run }] of cases.entries()) {
    registerCase(test, {
      name: `user repository ${index + 1}: ${does}`,
      run: async () => {
        await using place = await create();
        await within(LONGEST_CASE, `The case "${does}"`, run(place.users));
      },
    });
  }
}

/** Longest a case may take, in milliseconds; a promise that stays open fails its case. */
const LONGEST_CASE = 60_000;

function differentialCase(seed: number): RepositoryCase {
  return {
    does: "three hundred random commands give the same answers as in memory",
    run: async (users) => {
      try {
        await behavesAsInMemory(users, seed);
      } catch (error) {
        console.error(`The random commands failed with the seed ${seed}`);
        throw error;
      }
    },
  };
}
