/** Stores whose commits are torn, or not checked. */

import { InvalidChanges, VersionConflict } from "../../../application/store/errors.ts";
import type { Changes, Committed, Store } from "../../../application/store/store.ts";
import { pause } from "../assertions.ts";
import {
  bending,
  broken,
  type BrokenStore,
  checksOf,
  mapAppends,
  mapPuts,
  refusing,
} from "./broken_store.ts";

export const brokenCommits: readonly BrokenStore[] = [
  broken("a commit over two streams is torn", "store 6: many streams", tornStreams),
  bending("puts beside events are lost", "store 7: documents and events", losesPuts),
  bending("`none` is not enforced", "store 2: an expectation that does not hold", noneIsAny),
  broken("too low versions pass", "store 2: an expectation that does not hold", tooLowPasses),
  broken(
    "a conflict tells no version",
    "store 2: an expectation that does not hold",
    tellsNoVersion,
  ),
  bending("a pure check is skipped", "store 6: a pure check", skipsStreamChecks),
  bending("a pure check is skipped", "store 9: a decision over two streams", skipsStreamChecks),
  bending("document checks are skipped", "store 17: checks on present", skipsChecks),
  bending("document checks are skipped", "store 9: a decision over two documents", skipsChecks),
  bending("checks of keys are skipped", "store 15: the supposition", skipsKeyChecks),
  refusing(
    "version-conflict",
    broken("`any` conflicts", "store 4: twenty concurrent `any` appends", anyConflicts),
  ),
  broken("judged before the lock", "store 3: twenty racers with one", judgedBeforeLock),
  broken("judged before the lock", "store 3: twenty racers for one document", judgedBeforeLock),
  broken("one subject twice: the last one wins", "store 2: a subject named twice", lastWins),
  broken("one document in a hundred is lost", "store 26: a seeded run", losesOneInHundred()),
];

function tornStreams(sound: Store): Partial<Store> {
  return {
    commit: async (changes) => {
      const { appends = [], ...rest } = changes;
      const parts: Committed[] = [];
      for (const append of appends) parts.push(await sound.commit({ appends: [append] }));
      const last = await sound.commit(rest);
      return {
        ...last,
        events: parts.flatMap(({ events }) => events),
        streamVersions: parts.flatMap(({ streamVersions }) => streamVersions),
      };
    },
  };
}

function losesPuts(changes: Changes): Changes {
  return changes.appends?.length ? mapPuts(changes, () => undefined) : changes;
}

function noneIsAny(changes: Changes): Changes {
  return mapAppends(
    changes,
    (append) =>
      append.expect === "none" || append.expect === 0 ? { ...append, expect: "any" } : append,
  );
}

function tooLowPasses(sound: Store): Partial<Store> {
  return {
    commit: async (changes) => {
      const appends = await Promise.all((changes.appends ?? []).map(async (append) => {
        const { length } = await sound.readStream(append.stream);
        const low = typeof append.expect === "number" && append.expect > 0 &&
          append.expect < length;
        return low ? { ...append, expect: length } : append;
      }));
      return await sound.commit({ ...changes, appends });
    },
  };
}

function tellsNoVersion(sound: Store): Partial<Store> {
  return {
    commit: (changes) =>
      sound.commit(changes).catch((error: unknown) => {
        if (!(error instanceof VersionConflict)) throw error;
        throw new VersionConflict(error.subject, error.expected, 0);
      }),
  };
}

function skipsStreamChecks(changes: Changes): Changes {
  return mapAppends(
    changes,
    (append) => append.events.length > 0 ? append : { ...append, expect: "any" },
  );
}

function skipsChecks(changes: Changes): Changes {
  return { ...changes, checks: (changes.checks ?? []).filter((check) => !("id" in check)) };
}

function skipsKeyChecks(changes: Changes): Changes {
  return { ...changes, checks: (changes.checks ?? []).filter((check) => "id" in check) };
}

/** The version is read first and expected later, as a store does that knows only exact versions. */
function anyConflicts(sound: Store): Partial<Store> {
  return {
    commit: async (changes) => {
      const appends = await Promise.all((changes.appends ?? []).map(async (append) => {
        const { length } = await sound.readStream(append.stream);
        return append.expect === "any" ? { ...append, expect: length } : append;
      }));
      return await sound.commit({ ...changes, appends });
    },
  };
}

/** Judges with a read of its own, then writes whatever has happened since. */
function judgedBeforeLock(sound: Store): Partial<Store> {
  return {
    commit: async (changes) => {
      const checks = { ...mapPuts(changes, () => undefined), ...checksOf(changes) };
      await sound.commit(checks);
      await pause(0);
      const anyway = mapAppends(changes, (append) => ({ ...append, expect: "any" }));
      return await sound.commit(mapPuts(anyway, (put) => ({ ...put, expect: "any" })));
    },
  };
}

function lastWins(sound: Store): Partial<Store> {
  return {
    commit: (changes) =>
      sound.commit(changes).catch((error: unknown) => {
        if (!(error instanceof InvalidChanges)) throw error;
        return sound.commit({ puts: changes.puts?.slice(-1) ?? [] });
      }),
  };
}

function losesOneInHundred(): (sound: Store) => Partial<Store> {
  return (sound) => {
    let puts = 0;
    return {
      commit: async (changes) => {
        const committed = await sound.commit(changes);
        for (const { collection, id, value } of changes.puts ?? []) {
          if (value === undefined || ++puts % 100 !== 0) continue;
          await sound.commit({ puts: [{ collection, id, expect: "any", value: undefined }] });
        }
        return committed;
      },
    };
  };
}
