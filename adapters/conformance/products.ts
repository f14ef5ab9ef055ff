/** The product repository kit: the port as cases, for whoever keeps products in tables of their own. */

import { within } from "./assertions.ts";
import { registerCase, type RegisterTest } from "./kit.ts";
import { productAnswerCases } from "./products_answers.ts";
import { productChangeCases } from "./products_changes.ts";
import type { ProductRepositoryPlace } from "./products_place.ts";

/** What the product repository kit needs to try an adapter. */
export interface ProductRepositoryConformance {
  /** Registers a test: `Deno.test`, or `test` of `node:test` or `bun:test`. */
  readonly test: RegisterTest;
  /** Makes a fresh, empty repository for one case. */
  readonly create: () => Promise<ProductRepositoryPlace>;
}

/**
 * Registers a test for every case of the `ProductRepository` port, each with a repository of its own.
 *
 * @example The test of an adapter
 * ```ts ignore
 * import { productRepository } from "@portico/core";
 * import { productRepositoryConformance } from "@portico/core/conformance";
 * import { memoryStore } from "@portico/core/memory";
 * import { randomIds, systemClock, systemRandom } from "@portico/core/system";
 *
 * productRepositoryConformance({
 *   test: Deno.test,
 *   create: () => {
 *     const clock = systemClock();
 *     const store = memoryStore({ clock, newId: randomIds() });
 *     return Promise.resolve({
 *       products: productRepository({ store, clock, random: systemRandom() }),
 *       [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
 *     });
 *   },
 * });
 * ```
 */
export function productRepositoryConformance(
  { test, create }: ProductRepositoryConformance,
): void {
  const cases = [...productAnswerCases, ...productChangeCases];
  for (const [index, { does, run }] of cases.entries()) {
    registerCase(test, {
      name: `product repository ${index + 1}: ${does}`,
      run: async () => {
        await using place = await create();
        await within(LONGEST_CASE, `The case "${does}"`, run(place.products));
      },
    });
  }
}

/** Longest a case may take, in milliseconds; a promise that stays open fails its case. */
const LONGEST_CASE = 60_000;
