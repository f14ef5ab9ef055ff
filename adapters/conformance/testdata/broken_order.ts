/** Stores that give positions, or judge, out of order. */

import { pause } from "../assertions.ts";
import type { Changes, Committed, Recorded, Store } from "../../../application/store/store.ts";
import { broken, type BrokenStore, refusing } from "./broken_store.ts";

export const brokenOrders: readonly BrokenStore[] = [
  broken("order given before visibility", "store 13: sixteen writers", orderBeforeVisibility),
  broken(
    "order given before visibility",
    "store 13: a reader of some types",
    orderBeforeVisibility,
  ),
  broken("the head counts what is not visible", "store 13: up to the head", orderBeforeVisibility),
  broken("a hole after a rollback", "store 5: a failed commit leaves nothing", holeAfterRollback),
  broken("a group fails together", "store 27: of a burst of 100", groupFailsTogether),
  refusing(
    "version-conflict",
    broken(
      "a group is judged as of its beginning",
      "store 27: one burst sees itself",
      judgedAtOnce,
    ),
  ),
  broken("versions count commits", "store 1: one event and many", countsCommits),
];

/** Positions are taken first, and become visible in another order. */
function orderBeforeVisibility(sound: Store): Partial<Store> {
  const hidden = new Set<number>();
  const visible = (events: readonly Recorded[]) =>
    events.filter(({ position }) => !hidden.has(position));
  let commits = 0;
  return {
    commit: async (changes) => {
      const committed = await sound.commit(changes);
      const positions = committed.events.map(({ position }) => position);
      for (const position of positions) hidden.add(position);
      await pause(++commits % 5);
      for (const position of positions) hidden.delete(position);
      return committed;
    },
    readLog: async (range) => {
      await pause(0);
      const page = await sound.readLog(range);
      let { through } = page;
      while (hidden.has(through) && through > range.after) through--;
      return { events: visible(page.events), through };
    },
    readStream: async (stream, range) => visible(await sound.readStream(stream, range)),
  };
}

/** A number is drawn before the commit is judged, as from a sequence. */
function holeAfterRollback(sound: Store): Partial<Store> {
  const real = (events: readonly Recorded[]) => events.filter(({ stream }) => stream !== "hole");
  return {
    commit: async (changes) => {
      try {
        return await sound.commit(changes);
      } catch (error) {
        const hole = {
          stream: "hole",
          expect: "any",
          events: [{ type: "Hole", data: 0 }],
        } as const;
        await sound.commit({ appends: [hole] });
        throw error;
      }
    },
    readLog: async (range) => {
      const { events, through } = await sound.readLog(range);
      return { events: real(events), through };
    },
    head: async () => {
      const { events } = await sound.readLog({ after: 0, limit: 1_000_000 });
      return real(events).at(-1)?.position ?? 0;
    },
  };
}

/** Commits of one turn are one transaction: the first error is the error of all that follow. */
function groupFailsTogether(sound: Store): Partial<Store> {
  let group: Promise<Committed>[] = [];
  return {
    commit: async (changes) => {
      const before = group;
      const own = Promise.all(before).then(() => sound.commit(changes));
      own.catch(() => {});
      group = [...before, own];
      if (before.length === 0) setTimeout(() => group = [], 0);
      return await own;
    },
  };
}

/** Versions are looked up when the call comes, not when its turn has come. */
function judgedAtOnce(sound: Store): Partial<Store> {
  const settled = (changes: Changes): Promise<Changes> =>
    Promise.all((changes.appends ?? []).map(async (append) => {
      const { length } = await sound.readStream(append.stream);
      return append.expect === "any" ? { ...append, expect: length } : append;
    })).then((appends) => ({ ...changes, appends }));
  return {
    commit: async (changes) => {
      const judged = await settled(changes);
      await pause(0);
      return await sound.commit(judged);
    },
  };
}

function countsCommits(sound: Store): Partial<Store> {
  return {
    commit: async (changes) => {
      const committed = await sound.commit(changes);
      return { ...committed, streamVersions: committed.streamVersions.map(() => 1) };
    },
  };
}
