/** Stores that forget, or whose instances do not share their data well. */

import type { Store } from "../../../application/store/store.ts";
import { pause } from "../assertions.ts";
import { type BrokenStore, soundStore } from "./broken_store.ts";

export const brokenInstances: readonly BrokenStore[] = [
  {
    fault: "everything is forgotten at the end",
    caughtBy: "store 24: everything survives",
    place: () => soundStore,
  },
  {
    fault: "a lost counter begins again",
    caughtBy: "store 24: numbers go on",
    refusing: "store/version-conflict",
    place: () => soundStore,
  },
  {
    fault: "two instances have data of their own",
    caughtBy: "store 13: what is committed can be read at once, by every instance (two",
    place: () => soundStore,
  },
  {
    fault: "closing one instance closes the other",
    caughtBy: "store 24: closing one instance",
    refusing: "store/closed",
    place: () => {
      const store = soundStore();
      return () => store;
    },
  },
  {
    fault: "another instance reads from a cache",
    caughtBy: "store 13: what is committed can be read at once, by every instance (two",
    place: cachesReads,
  },
  {
    fault: "another instance hears of commits by a slow poll",
    caughtBy: "store 22: `changed` wakes within 100 ms of a commit (two",
    place: pollsSlowly,
  },
];

/** The second instance answers what it read before for a while. */
function cachesReads(): () => Store {
  const sound = soundStore();
  let opened = 0;
  return () => {
    if (opened++ === 0) return sound;
    const cache = new Map<string, ReturnType<Store["get"]>>();
    return {
      ...sound,
      get: (collection, id) => {
        const name = JSON.stringify([collection, id]);
        const found = cache.get(name) ?? sound.get(collection, id);
        cache.set(name, found);
        return found;
      },
    };
  };
}

function pollsSlowly(): () => Store {
  const sound = soundStore();
  let opened = 0;
  return () => {
    if (opened++ === 0) return sound;
    return {
      ...sound,
      changed: async (after, signal) => {
        while (await sound.head() <= after && !signal.aborted) await pause(250);
      },
    };
  };
}
