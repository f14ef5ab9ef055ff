/** What tests of the catalog stand on: the use cases over a memory store, and a look behind them. */

import { type MemoryClock, memoryClock } from "../../../adapters/memory/clock.ts";
import { seededRandom, sequentialIds } from "../../../adapters/memory/chance.ts";
import { memoryStore } from "../../../adapters/memory/store.ts";
import { standardMarkups } from "../../../domain/catalog/markups.ts";
import type { NewId } from "../../ports.ts";
import type { Changes, Recorded, Store } from "../../store/store.ts";
import type { UnitOfWorkPorts } from "../../store/unit_of_work.ts";
import { type Catalog, createCatalog } from "../catalog.ts";
import type { ProductRepository } from "../ports.ts";
import { productRepository } from "../product_repository.ts";

export interface CatalogRoom {
  readonly catalog: Catalog;
  readonly repository: ProductRepository;
  readonly store: Store;
  readonly clock: MemoryClock;
  readonly ports: UnitOfWorkPorts;
  /** Every commit that was tried, in order. */
  readonly commits: readonly Changes[];
  readonly events: () => Promise<readonly Recorded[]>;
}

export interface RoomOptions {
  readonly newId?: NewId;
  /** Stands between the catalog and the store. */
  readonly around?: (store: Store) => Partial<Store>;
}

export function catalogRoom(options: RoomOptions = {}): CatalogRoom {
  const { newId = sequentialIds("product-"), around = () => ({}) } = options;
  const clock = memoryClock();
  const inner = memoryStore({ clock, newId: sequentialIds("event-") });
  const commits: Changes[] = [];
  const changed: Store = { ...inner, ...around(inner) };
  const store: Store = {
    ...changed,
    commit: (changes) => {
      commits.push(changes);
      return changed.commit(changes);
    },
  };
  const ports = { store, clock, random: seededRandom(1) };
  const repository = productRepository(ports);
  return {
    catalog: createCatalog({ products: repository, markups: standardMarkups, clock, newId }),
    repository,
    store,
    clock,
    ports,
    commits,
    events: async () => (await inner.readLog({ after: 0, limit: 1000 })).events,
  };
}

export function dollars(amount: number): { readonly amount: number; readonly currency: string } {
  return { amount, currency: "USD" };
}

/** A product of ten units, unless told otherwise. */
export function laptop(stock = 10) {
  return { name: "Laptop", categoryId: "electronics", basePrice: dollars(999_99), stock };
}

/** The errors of the promises that were rejected. */
export async function rejectionsOf(promises: readonly Promise<unknown>[]): Promise<unknown[]> {
  const settled = await Promise.allSettled(promises);
  return settled.flatMap((result) => result.status === "rejected" ? [result.reason] : []);
}
