/** One case of the Store kit, and the room it runs in: a fresh place and everything opened on it. */

import assert from "node:assert/strict";
import { seededRandom } from "../memory/chance.ts";
import type { Random } from "../../application/ports.ts";
import type { Store } from "../../application/store/store.ts";
import { within } from "./assertions.ts";
import { processStore } from "./process_store.ts";
import type { StoreCapabilities, StorePlace } from "./store_place.ts";

/** A case of the kit, with its number in the list of cases. */
export interface StoreCase {
  readonly number: number;
  readonly does: string;
  readonly needs?: keyof StoreCapabilities;
  readonly run: (room: StoreRoom) => Promise<void>;
}

/** What a case works with. Whatever it opens is closed at its end. */
export interface StoreRoom {
  /** An instance over data nobody else has. */
  readonly store: Store;
  /** Opens one more instance over the same data. */
  readonly another: () => Promise<Store>;
  /** Closes every instance and opens a new one over the same data. */
  readonly reopen: () => Promise<Store>;
  /** Starts a second process over the same data, and gives its store. */
  readonly inOtherProcess: () => Promise<OtherProcess>;
  /** Opens several at once on data that nobody has opened before. */
  readonly openCold: (count: ColdStart) => Promise<readonly Store[]>;
  /** Chance from the seed of the run, which is printed when the case fails. */
  readonly random: Random;
}

/** How many stores start at once. */
export interface ColdStart {
  readonly instances: number;
  readonly processes: number;
}

/** The store of a second process. */
export interface OtherProcess {
  readonly store: Store;
  /** Ends the process at once, whatever it is doing. */
  readonly kill: () => Promise<void>;
}

/** Longest a case may take, in milliseconds; a promise that stays open fails its case. */
const LONGEST_CASE = 60_000;
/** Longest a store may take to open or to close, in milliseconds. */
const LONGEST_OPEN = 15_000;

/** Runs a case at a fresh place, and clears up whether it passes or not. */
export async function runStoreCase(
  { run, does }: StoreCase,
  create: () => Promise<StorePlace>,
  seed: number,
): Promise<void> {
  const site = new Site(create);
  const chance = countedChance(seed);
  try {
    const room = await roomAt(site, chance.random);
    await within(LONGEST_CASE, `The case "${does}"`, run(room));
  } catch (error) {
    if (chance.used()) console.error(`"${does}" failed with the seed ${seed}`);
    // What went wrong first is what there is to tell.
    await site.clearUp().catch(() => {});
    throw error;
  }
  await site.clearUp();
}

async function roomAt(site: Site, random: Random): Promise<StoreRoom> {
  return {
    store: await site.start(),
    another: () => site.open(),
    reopen: () => site.reopen(),
    inOtherProcess: () => site.spawn(),
    openCold: (count) => site.openCold(count),
    random,
  };
}

/** The places and stores of one case, and their clearing up. */
class Site {
  readonly #create: () => Promise<StorePlace>;
  readonly #places: StorePlace[] = [];
  readonly #stores: Set<Store> = new Set();

  constructor(create: () => Promise<StorePlace>) {
    this.#create = create;
  }

  /** Opens a store at a fresh place, where everything opened later is opened too. */
  async start(): Promise<Store> {
    this.#places.push(await this.#create());
    return await this.open();
  }

  async open(): Promise<Store> {
    const store = await within(LONGEST_OPEN, "Opening the store", this.#place().open());
    this.#stores.add(store);
    return store;
  }

  async reopen(): Promise<Store> {
    await this.#close();
    return await this.open();
  }

  async spawn(): Promise<OtherProcess> {
    const { spawn } = this.#place();
    assert.ok(spawn, "A place of a technology with `twoProcesses` has a `spawn`");
    const process = await processStore(spawn());
    this.#stores.add(process.store);
    return process;
  }

  async openCold({ instances, processes }: ColdStart): Promise<readonly Store[]> {
    this.#places.push(await this.#create());
    return await Promise.all([
      ...Array.from({ length: instances }, () => this.open()),
      ...Array.from({ length: processes }, async () => (await this.spawn()).store),
    ]);
  }

  async clearUp(): Promise<void> {
    await this.#close();
    for (const place of this.#places.reverse()) await place[Symbol.asyncDispose]();
  }

  #place(): StorePlace {
    return this.#places.at(-1) ?? assert.fail("No place is there yet");
  }

  async #close(): Promise<void> {
    const stores = [...this.#stores].reverse();
    this.#stores.clear();
    for (const store of stores) {
      await within(LONGEST_OPEN, "Closing the store", store[Symbol.asyncDispose]());
    }
  }
}

function countedChance(seed: number): { readonly random: Random; readonly used: () => boolean } {
  const random = seededRandom(seed);
  let used = false;
  return {
    random: () => {
      used = true;
      return random();
    },
    used: () => used,
  };
}
