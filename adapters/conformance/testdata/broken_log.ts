/** Stores that read their log or streams wrongly. */

import { InvalidName } from "../../../application/store/errors.ts";
import type { Recorded, Store } from "../../../application/store/store.ts";
import { broken, type BrokenStore, refusing } from "./broken_store.ts";

export const brokenLogs: readonly BrokenStore[] = [
  broken("a filtered read passes unread matches", "store 12: filtered by type", passesMatches),
  broken("a filtered read stays at its last match", "store 12: an empty page", staysAtMatch),
  broken("a filtered read looks past the head", "store 12: `through` never passes", looksAhead),
  broken("the log is ordered by stream", "store 12: the log is in order", orderedByStream),
  broken("time goes back", "store 28: `recordedAt`", timeGoesBack),
  broken("the log has another order than its streams", "store 14: per stream", swapsVersions),
  refusing(
    "invalid-name",
    broken("an unknown stream is an error", "store 10: what was never", refusesUnknown),
  ),
  broken("`after` is inclusive", "store 11: readStream means", inclusiveAfter),
];

function passesMatches(sound: Store): Partial<Store> {
  return {
    readLog: async (range) => {
      const page = await sound.readLog(range);
      return range.types && range.limit > 0 ? { ...page, through: await sound.head() } : page;
    },
  };
}

function staysAtMatch(sound: Store): Partial<Store> {
  return {
    readLog: async (range) => {
      const { events } = await sound.readLog(range);
      return { events, through: events.at(-1)?.position ?? range.after };
    },
  };
}

function looksAhead(sound: Store): Partial<Store> {
  return {
    readLog: async (range) => {
      const page = await sound.readLog(range);
      const matchless = range.types !== undefined && page.events.length < range.limit;
      return matchless ? { ...page, through: range.after + 1000 } : page;
    },
  };
}

function orderedByStream(sound: Store): Partial<Store> {
  return {
    readLog: async (range) => {
      const { events, through } = await sound.readLog(range);
      return { events: events.toSorted((a, b) => a.stream < b.stream ? -1 : 1), through };
    },
  };
}

function timeGoesBack(sound: Store): Partial<Store> {
  const shifted = (event: Recorded): Recorded => ({
    ...event,
    recordedAt: new Date(Date.parse(event.recordedAt) - (event.position % 9 === 0 ? 50 : 0))
      .toISOString(),
  });
  return {
    readLog: async (range) => {
      const { events, through } = await sound.readLog(range);
      return { events: events.map(shifted), through };
    },
  };
}

/** The version is taken before the position, so that the later one may come first. */
function swapsVersions(sound: Store): Partial<Store> {
  return {
    readLog: async (range) => {
      const { events, through } = await sound.readLog(range);
      const swapped = [...events];
      for (const [index, event] of events.entries()) {
        const next = events[index + 1];
        if (next?.stream !== event.stream || next.recordedAt !== event.recordedAt) continue;
        swapped[index] = { ...next, position: event.position };
        swapped[index + 1] = { ...event, position: next.position };
        break;
      }
      return { events: swapped, through };
    },
  };
}

function refusesUnknown(sound: Store): Partial<Store> {
  return {
    readStream: async (stream, range) => {
      const events = await sound.readStream(stream);
      if (events.length === 0) throw new InvalidName("stream", "it is unknown");
      return await sound.readStream(stream, range);
    },
  };
}

function inclusiveAfter(sound: Store): Partial<Store> {
  return {
    readStream: (stream, range = {}) =>
      sound.readStream(stream, { ...range, after: Math.max(0, (range.after ?? 0) - 1) }),
  };
}
