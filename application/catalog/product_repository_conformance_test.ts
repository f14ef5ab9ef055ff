import { test } from "@std/testing/bdd";
import { productRepositoryConformance } from "../../adapters/conformance/products.ts";
import type { ProductRepositoryPlace } from "../../adapters/conformance/products_place.ts";
import { memoryStore } from "../../adapters/memory/store.ts";
import { sqliteStore } from "../../adapters/sqlite/store.ts";
import { randomIds, systemRandom } from "../../adapters/system/chance.ts";
import { systemClock } from "../../adapters/system/clock.ts";
import type { Store } from "../store/store.ts";
import { productRepository } from "./product_repository.ts";

const ports = { clock: systemClock(), random: systemRandom(), newId: randomIds() };

productRepositoryConformance({
  test: (name, run) => test(`over memory: ${name}`, run),
  create: () => Promise.resolve(placeOf(memoryStore(ports))),
});

productRepositoryConformance({
  test: (name, run) => test(`over SQLite: ${name}`, run),
  create: async () => placeOf(await sqliteStore(":memory:", ports)),
});

function placeOf(store: Store): ProductRepositoryPlace {
  return {
    products: productRepository({ ...ports, store }),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
}
