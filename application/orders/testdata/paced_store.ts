/** A store that tells when nothing is under way in it, so that time can wait for it. */

import { setImmediate } from "node:timers";
import type { Store } from "../../store/store.ts";

export class PacedStore {
  readonly store: Store;
  #underWay = 0;

  constructor(store: Store) {
    this.store = {
      limits: store.limits,
      commit: (changes) => this.#count(store.commit(changes)),
      receipt: (id) => this.#count(store.receipt(id)),
      readStream: (stream, range) => this.#count(store.readStream(stream, range)),
      readLog: (range) => this.#count(store.readLog(range)),
      head: () => this.#count(store.head()),
      get: (collection, id) => this.#count(store.get(collection, id)),
      getBy: (collection, key, value) => this.#count(store.getBy(collection, key, value)),
      find: (query) => this.#count(store.find(query)),
      // Who waits for changes waits for others.
      changed: (after, signal) => store.changed(after, signal),
      [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
    };
  }

  /** Settles when whatever can be done without time passing is done. */
  async atRest(): Promise<void> {
    do await new Promise((resolve) => setImmediate(resolve)); while (this.#underWay > 0);
  }

  async #count<Result>(call: Promise<Result>): Promise<Result> {
    this.#underWay++;
    try {
      return await call;
    } finally {
      this.#underWay--;
    }
  }
}
