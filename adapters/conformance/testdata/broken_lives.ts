/** Stores that wake late or close badly. */

import { StoreClosed } from "../../../application/store/errors.ts";
import type { Store } from "../../../application/store/store.ts";
import { pause } from "../assertions.ts";
import { broken, type BrokenStore } from "./broken_store.ts";

export const brokenLives: readonly BrokenStore[] = [
  broken("a wake-up is late", "store 22: `changed` wakes within", wakesLate),
  broken("a wake-up is lost", "store 22: `changed` resolves at once", losesWakeUps),
  broken("a wake-up is lost", "store 22: `changed` misses no commit", losesWakeUps),
  broken("an abort is not heard", "store 22: aborting `changed`", deafToAborts),
  broken("a listener is left behind", "store 22: aborting `changed`", leaksListeners),
  broken("waiting spins", "store 22: `changed` neither resolves", spins),
  broken("closing does not close", "store 23: after closing", staysOpen),
  broken("closing leaves who waits", "store 23: closing wakes", leavesWaiting),
  broken("closing drops what is in flight", "store 23: commits in flight", dropsCommits),
  broken("closing twice fails", "store 23: closing twice", closesOnce),
];

function wakesLate(sound: Store): Partial<Store> {
  return {
    changed: async (after, signal) => {
      await sound.changed(after, signal);
      if (!signal.aborted) await pause(150);
    },
  };
}

/** Waits for the next commit, also when the one that was asked for has been. */
function losesWakeUps(sound: Store): Partial<Store> {
  return {
    changed: async (_, signal) => {
      await pause(1);
      await sound.changed(await sound.head(), signal);
    },
  };
}

function deafToAborts(sound: Store): Partial<Store> {
  return {
    changed: async (after, signal) => {
      await sound.changed(after, signal);
      if (signal.aborted) await pause(1500);
    },
  };
}

function leaksListeners(sound: Store): Partial<Store> {
  return {
    changed: (after, signal) => {
      signal.addEventListener("abort", () => {}, { once: true });
      return sound.changed(after, signal);
    },
  };
}

function spins(): Partial<Store> {
  return { changed: () => pause(1) };
}

function staysOpen(): Partial<Store> {
  return { [Symbol.asyncDispose]: () => Promise.resolve() };
}

function leavesWaiting(sound: Store): Partial<Store> {
  return {
    changed: (after, signal) =>
      sound.changed(after, signal).catch(() => new Promise<void>(() => {})),
  };
}

function dropsCommits(sound: Store): Partial<Store> {
  let closed = false;
  return {
    commit: async (changes) => {
      await pause(1);
      if (closed) throw new StoreClosed();
      return await sound.commit(changes);
    },
    [Symbol.asyncDispose]: async () => {
      closed = true;
      await sound[Symbol.asyncDispose]();
    },
  };
}

function closesOnce(sound: Store): Partial<Store> {
  let closed = false;
  return {
    [Symbol.asyncDispose]: async () => {
      if (closed) throw new StoreClosed();
      closed = true;
      await sound[Symbol.asyncDispose]();
    },
  };
}
