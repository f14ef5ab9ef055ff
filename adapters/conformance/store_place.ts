/** What an adapter gives to the Store kit: fresh places for data, and what the technology can do. */

import type { ChildProcess } from "node:child_process";
import type { Store } from "../../application/store/store.ts";
import type { Capability } from "./kit.ts";

/** A fresh, empty place for the data of one case: a file, a schema, a namespace. */
export interface StorePlace extends AsyncDisposable {
  /**
   * Opens a store on the data. Called once more while the first is open it gives a second instance,
   * and after closing it opens the same data again, as far as the technology can. The kit closes
   * every store that it opened.
   */
  readonly open: () => Promise<Store>;
  /** Starts a process that hands a store on the same data to `storeWorker`; see `spawnWorker`. */
  readonly spawn?: () => ChildProcess;
}

/** What a technology can do; the cases that need what is missing are skipped. */
export interface StoreCapabilities {
  /** The data is there again after closing and opening. */
  readonly persistent: Capability;
  /** Several instances of one process can have the data open. */
  readonly twoInstances: Capability;
  /** Several processes can have the data open; the place needs a `spawn`. */
  readonly twoProcesses: Capability;
}
