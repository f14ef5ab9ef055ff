/** What ties a process to everything outside it: the line can be held up, and cut between two calls. */

import type { Store } from "../../store/store.ts";

export class ProcessLine {
  #held: PromiseWithResolvers<void> | undefined;
  #isCut = false;
  #left = Infinity;
  #cutBefore = false;

  get isCut(): boolean {
    return this.#isCut;
  }

  /** Cuts the line at one of the calls to come: before it, or after it has had its effect. */
  cutAt(call: number, where: "before" | "after"): void {
    this.#left = call;
    this.#cutBefore = where === "before";
  }

  cut(): void {
    this.#isCut = true;
  }

  hold(): void {
    this.#held ??= Promise.withResolvers();
  }

  release(): void {
    this.#held?.resolve();
    this.#held = undefined;
  }

  /** Lets a call through; the answer comes never once the line is cut. */
  async call<Result>(send: () => Promise<Result>): Promise<Result> {
    const isLast = --this.#left === 0;
    if (isLast && this.#cutBefore) this.cut();
    return await this.#through(send, () => {
      if (isLast) this.cut();
    });
  }

  /** The store as the process sees it. Only commits with events count as calls. */
  storeOf(store: Store): Store {
    const read = <Result>(send: () => Promise<Result>) => this.#through(send, () => {});
    return {
      limits: store.limits,
      commit: (changes) =>
        (changes.appends ?? []).some(({ events }) => events.length > 0)
          ? this.call(() => store.commit(changes))
          : read(() => store.commit(changes)),
      receipt: (id) => read(() => store.receipt(id)),
      readStream: (stream, range) => read(() => store.readStream(stream, range)),
      readLog: (range) => read(() => store.readLog(range)),
      head: () => read(() => store.head()),
      get: (collection, id) => read(() => store.get(collection, id)),
      getBy: (collection, key, value) => read(() => store.getBy(collection, key, value)),
      find: (query) => read(() => store.find(query)),
      changed: (after, signal) => read(() => store.changed(after, signal)),
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
  }

  async #through<Result>(send: () => Promise<Result>, after: () => void): Promise<Result> {
    await this.#open();
    try {
      return await send();
    } finally {
      after();
      await this.#open();
    }
  }

  async #open(): Promise<void> {
    await this.#held?.promise;
    if (this.#isCut) await new Promise(() => {});
  }
}
