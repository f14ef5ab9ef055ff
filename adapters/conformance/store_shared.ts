/** Cases about several callers, who share the data of one store or of several. */

import type { Store } from "../../application/store/store.ts";
import type { StoreRoom } from "./store_case.ts";

/** A case about several callers; the callers are spread over the stores, which share their data. */
export interface SharedCase {
  readonly number: number;
  readonly does: string;
  readonly run: (stores: Stores, room: StoreRoom) => Promise<void>;
}

/** One store or several on the same data. */
export type Stores = readonly [Store, ...Store[]];

/** Gives the store of the nth caller. */
export function storeOf(stores: Stores, n: number): Store {
  return stores[n % stores.length] ?? stores[0];
}
