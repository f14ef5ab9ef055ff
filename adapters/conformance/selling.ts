/** The selling kit: the laws of the ports through which orders sell from a catalogue, as cases. */

import { within } from "./assertions.ts";
import { registerCase, type RegisterTest } from "./kit.ts";
import { sellingCases } from "./selling_cases.ts";
import type { SellingPlace } from "./selling_place.ts";

/** What the selling kit needs to try an adapter. */
export interface SellingConformance {
  /** Registers a test: `Deno.test`, or `test` of `node:test` or `bun:test`. */
  readonly test: RegisterTest;
  /** Makes a place for one case. */
  readonly create: () => Promise<SellingPlace>;
}

/**
 * Registers a test for every case of the ports `FindProduct`, `ReserveStock` and `ReleaseStock`. Each
 * works at a place of its own.
 *
 * @example The test of an adapter
 * ```ts ignore
 * import { parseMarkups } from "@portico/core";
 * import { compose, MARKUPS, readConfig, sellingCatalog, value } from "@portico/core/composition";
 * import { sellingConformance } from "@portico/core/conformance";
 *
 * const asTheyAre = parseMarkups({ byCategory: {}, others: 0 });
 *
 * sellingConformance({
 *   test: Deno.test,
 *   create: async () => {
 *     const config = readConfig({ STORE_URL: "memory:" });
 *     const application = await compose(config, [value(MARKUPS, asTheyAre)]);
 *     const { catalog } = application;
 *     return {
 *       ...sellingCatalog(catalog),
 *       sell: async ({ name, price, units }) => {
 *         const product = { name, categoryId: "things", basePrice: price, stock: units };
 *         return (await catalog.create(product)).id;
 *       },
 *       [Symbol.asyncDispose]: () => application[Symbol.asyncDispose](),
 *     };
 *   },
 * });
 * ```
 */
export function sellingConformance({ test, create }: SellingConformance): void {
  for (const [index, { does, run }] of sellingCases.entries()) {
    registerCase(test, {
      name: `selling ${index + 1}: ${does}`,
      run: async () => {
        await using place = await create();
        await within(LONGEST_CASE, `The case "${does}"`, run(place));
      },
    });
  }
}

/** Longest a case may take, in milliseconds. */
const LONGEST_CASE = 60_000;
