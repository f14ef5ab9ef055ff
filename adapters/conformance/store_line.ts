/** The line between a machine of a kit and its store: it can be listened to, held up and cut. */

import type { Changes, Committed, LogPage, Store } from "../../application/store/store.ts";

/** Stands between a machine and its commits; `send` lets one through. */
export type OnCommit = (changes: Changes, send: () => Promise<Committed>) => Promise<Committed>;

/** Stands between a machine and its reads of the log. */
export type OnReadLog = (read: () => Promise<LogPage>) => Promise<LogPage>;

/** A line to a store. */
export interface StoreLine {
  /** The store as the machine sees it. */
  readonly store: Store;
  /** Set by a case to see, fail or delay commits. */
  onCommit: OnCommit;
  /** Set by a case to see, fail or delay reads of the log. */
  onReadLog: OnReadLog;
  /** Lets nothing through, either way, until it is released: as if the process were stopped. */
  readonly hold: () => void;
  readonly release: () => void;
  /** Lets nothing through ever again, either way: as if the process had been killed. */
  readonly cut: () => void;
}

/** Lays a line to a store; closing the store is left to whoever opened it. */
export function storeLine(store: Store): StoreLine {
  const never = new Promise<never>(() => {});
  let held: PromiseWithResolvers<void> | undefined;
  let isCut = false;

  async function call<Result>(send: () => Promise<Result>): Promise<Result> {
    await open();
    try {
      return await send();
    } finally {
      await open();
    }
  }

  async function open(): Promise<void> {
    await held?.promise;
    if (isCut) await never;
  }

  const line: StoreLine = {
    store: {
      limits: store.limits,
      commit: (changes) => call(() => line.onCommit(changes, () => store.commit(changes))),
      receipt: (id) => call(() => store.receipt(id)),
      readStream: (stream, range) => call(() => store.readStream(stream, range)),
      readLog: (range) => call(() => line.onReadLog(() => store.readLog(range))),
      head: () => call(() => store.head()),
      get: (collection, id) => call(() => store.get(collection, id)),
      getBy: (collection, key, value) => call(() => store.getBy(collection, key, value)),
      find: (query) => call(() => store.find(query)),
      changed: (after, signal) => call(() => store.changed(after, signal)),
      [Symbol.asyncDispose]: () => Promise.resolve(),
    },
    onCommit: (_, send) => send(),
    onReadLog: (read) => read(),
    hold: () => {
      held ??= Promise.withResolvers();
    },
    release: () => {
      held?.resolve();
      held = undefined;
    },
    cut: () => {
      isCut = true;
    },
  };
  return line;
}
