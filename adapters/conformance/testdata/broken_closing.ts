/** Buses that are closed wrongly. */

import { BusClosed, type MessageBus } from "../../../application/messaging/message_bus.ts";
import type { BrokenBus } from "./broken_bus.ts";

export const brokenClosing: readonly BrokenBus[] = [
  {
    fault: "a bus is closed at once",
    caughtBy: "message bus 15: a closed bus finishes",
    broken: (sound) => ({
      [Symbol.asyncDispose]: () => {
        void sound[Symbol.asyncDispose]();
        return Promise.resolve();
      },
    }),
  },
  {
    fault: "closing waits for the broker",
    caughtBy: "message bus 12: a bus can be closed",
    broken: (sound) => ({
      [Symbol.asyncDispose]: async () => {
        await sound.groups().catch(() => new Promise(() => {}));
        await sound[Symbol.asyncDispose]();
      },
    }),
  },
  {
    fault: "publishing waits for receivers",
    caughtBy: "message bus 1: a receiver can publish",
    broken: waitForEver,
  },
  {
    fault: "closing waits for ever",
    caughtBy: "message bus 15: a receiver that hears",
    broken: waitForEver,
  },
  {
    fault: "a closed bus says nothing",
    caughtBy: "message bus 15: a closed bus does",
    broken: (sound) => ({
      publish: (messages) =>
        sound.publish(messages).catch((error: unknown) => {
          if (!(error instanceof BusClosed)) throw error;
        }),
    }),
  },
  {
    fault: "a bus is closed but once",
    caughtBy: "message bus 15: to close a bus again",
    broken: closeOnce,
  },
  {
    fault: "what is being published is lost",
    caughtBy: "message bus 15: what is published as",
    broken: losePublishing,
  },
];

/** Closes and publishes when nothing is being received. */
function waitForEver({ subscribe, publish, ...sound }: MessageBus): Partial<MessageBus> {
  const running = new Set<Promise<void>>();
  return {
    subscribe: (wanted, receive, options) =>
      subscribe(wanted, (...args) => {
        const received = Promise.resolve().then(() => receive(...args));
        running.add(received);
        return received;
      }, options),
    publish: async (messages) => {
      await Promise.all(running);
      await publish(messages);
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(running);
      await sound[Symbol.asyncDispose]();
    },
  };
}

function closeOnce(sound: MessageBus): Partial<MessageBus> {
  let isClosed = false;
  return {
    [Symbol.asyncDispose]: async () => {
      if (isClosed) throw new BusClosed();
      isClosed = true;
      await sound[Symbol.asyncDispose]();
    },
  };
}

function losePublishing(sound: MessageBus): Partial<MessageBus> {
  let isClosing = false;
  return {
    publish: async (messages) => {
      await Promise.resolve();
      if (!isClosing) await sound.publish(messages);
    },
    [Symbol.asyncDispose]: async () => {
      isClosing = true;
      await sound[Symbol.asyncDispose]();
    },
  };
}
