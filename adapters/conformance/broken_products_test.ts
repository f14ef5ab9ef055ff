/** Proof that the product repository kit bites: each deliberate fault is caught by the case named. */

import { assert, assertEquals, assertRejects } from "@std/assert";
import type { ProductRepository } from "../../application/catalog/ports.ts";
import { productRepository } from "../../application/catalog/product_repository.ts";
import type { Product } from "../../domain/catalog/product.ts";
import { seededRandom, sequentialIds } from "../memory/chance.ts";
import { memoryStore } from "../memory/store.ts";
import { systemClock } from "../system/clock.ts";
import type { TestBody } from "./kit.ts";
import { productRepositoryConformance } from "./products.ts";
import {
  blindlyChanging,
  blindlyMoving,
  type BreakProducts,
  changing,
  moving,
} from "./testdata/broken_products.ts";

interface BrokenRepository {
  readonly fault: string;
  /** The number of the case. */
  readonly caughtBy: number;
  readonly products: BreakProducts;
}

const brokenRepositories: readonly BrokenRepository[] = [
  {
    fault: "the missing one is null",
    caughtBy: 1,
    products: ({ get }) => ({ get: async (id) => await get(id) ?? null as never }),
  },
  {
    fault: "the list of a category is empty",
    caughtBy: 2,
    products: ({ list }) => ({
      list: (query) =>
        list({ ...query, categoryId: query.categoryId && `${query.categoryId}s` as never }),
    }),
  },
  {
    fault: "loads come from a cache that everybody shares",
    caughtBy: 3,
    products: ({ get }) => {
      const cache = new Map<string, Awaited<ReturnType<ProductRepository["get"]>>>();
      return {
        get: async (id) => {
          if (!cache.has(id)) cache.set(id, await get(id));
          return cache.get(id);
        },
      };
    },
  },
  {
    fault: "the version is that before the change",
    caughtBy: 4,
    products: ({ change }) => ({
      change: async (work, context) => {
        const saved = await change(work, context);
        return { ...saved, version: saved.version - 1 };
      },
    }),
  },
  {
    fault: "what was read is stored again, as a new version",
    caughtBy: 5,
    products: changing((changes) => changes, (product, { save }, staged) => {
      if (staged.length > 0) return;
      save(product, { type: "StockSet", data: { productId: product.id, stock: product.stock } });
    }),
  },
  {
    fault: "inside, reads do not see what was staged",
    caughtBy: 6,
    products: (sound) => changing((changes) => ({ ...changes, get: sound.get }))(sound),
  },
  {
    fault: "inside, reservations that were staged are not seen",
    caughtBy: 6,
    products: moving((stock) => ({ ...stock, getReservation: () => Promise.resolve(undefined) })),
  },
  {
    fault: "a list is in the order of the ids",
    caughtBy: 7,
    products: ({ list }) => ({
      list: async (query) => {
        const { items, next } = await list(query);
        return { items: items.toSorted((a, b) => a.id < b.id ? -1 : 1), next };
      },
    }),
  },
  {
    fault: "every page is the first",
    caughtBy: 7,
    products: ({ list }) => ({ list: ({ after: _, ...query }) => list(query) }),
  },
  {
    fault: "a category has those that begin like it",
    caughtBy: 7,
    products: ({ list }) => ({
      list: async ({ categoryId, ...query }) => {
        const { items, next } = await list(query);
        const like = ({ categoryId: id }: Product) => id.startsWith(categoryId ?? "");
        return { items: items.filter(like), next };
      },
    }),
  },
  {
    fault: "the attempts of an order share a reservation",
    caughtBy: 8,
    products: moving((stock) => ({
      ...stock,
      getReservation: ({ order }) => stock.getReservation({ order, attempt: 1 }),
      saveReservation: (reservation) => stock.saveReservation({ ...reservation, attempt: 1 }),
    })),
  },
  {
    fault: "what was staged before a throw is kept",
    caughtBy: 9,
    products: ({ change }) => ({
      change: async (work, context) => {
        let thrown: { readonly error: unknown } | undefined;
        const saved = await change(async (changes) => {
          let last: Product | undefined;
          const add: typeof changes.add = (product, event) => {
            last = product;
            changes.add(product, event);
          };
          try {
            return await work({ ...changes, add });
          } catch (error) {
            thrown = { error };
            if (last === undefined) throw error;
            return last;
          }
        }, context);
        if (thrown !== undefined) throw thrown.error;
        return saved;
      },
    }),
  },
  {
    fault: "what is staged after the end is taken without a word",
    caughtBy: 10,
    products: ({ change }) => ({
      change: async (work, context) => {
        let ended = false;
        try {
          return await change(
            (changes) =>
              work({ ...changes, add: (...added) => ended ? undefined : changes.add(...added) }),
            context,
          );
        } finally {
          ended = true;
        }
      },
    }),
  },
  {
    fault: "what was read for a reservation is not compared with what is stored at the commit",
    caughtBy: 11,
    products: blindlyMoving,
  },
  {
    fault: "the last of two changes wins",
    caughtBy: 12,
    products: blindlyChanging,
  },
  {
    fault: "a second product of one id replaces the first",
    caughtBy: 13,
    products: changing((changes) => ({
      ...changes,
      add: (product, event) => changes.save(product, event),
    })),
  },
  {
    fault: "a command id is good for any command",
    caughtBy: 14,
    products: ({ change }) => ({
      change: (work, context) => change(work, { ...context, fingerprint: "" }),
    }),
  },
  {
    fault: "a change of stock is a repeat of whatever had its command id",
    caughtBy: 15,
    products: ({ changeStock }) => {
      const answers = new Map<string, ReturnType<ProductRepository["changeStock"]>>();
      return {
        changeStock: (work, context) => {
          const id = context?.commandId;
          const answer = answers.get(id ?? "") ?? changeStock(work, context);
          if (id !== undefined) answers.set(id, answer);
          return answer;
        },
      };
    },
  },
  {
    fault: "of those who reserve at the same time each sees the stock before",
    caughtBy: 16,
    products: blindlyMoving,
  },
  {
    fault: "of those who ask for one reservation each is the first",
    caughtBy: 17,
    products: moving((stock) => ({ ...stock, getReservation: () => Promise.resolve(undefined) })),
  },
];

for (const { fault, caughtBy, products } of brokenRepositories) {
  Deno.test(`the product repository kit catches: ${fault} (case ${caughtBy})`, async () => {
    const run = casesOf(products)[caughtBy - 1];
    assert(run);

    await assertRejects(run);
  });
}

Deno.test("the product repository kit catches nothing in a sound repository", async () => {
  const cases = casesOf(() => ({}));
  const failed: string[] = [];

  for (const run of cases) await run().catch((error) => failed.push(`${error}`));

  assertEquals([cases.length, failed], [17, []]);
});

/** Collects the cases of the kit instead of running them. */
function casesOf(products: BreakProducts): readonly TestBody[] {
  const cases: TestBody[] = [];
  productRepositoryConformance({
    test: (_name, run) => cases.push(run),
    create: () => {
      const clock = systemClock();
      const store = memoryStore({ clock, newId: sequentialIds() });
      const sound = productRepository({ store, clock, random: seededRandom(1) });
      return Promise.resolve({
        products: { ...sound, ...products(sound) },
        [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
      });
    },
  });
  return cases;
}
