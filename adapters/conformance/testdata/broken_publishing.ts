/** Buses that publish wrongly. */

import { type NotTaken, PublishFailed } from "../../../application/messaging/message_bus.ts";
import { pause } from "../assertions.ts";
import { type BrokenBus, type Publish, publishing } from "./broken_bus.ts";

export const brokenPublishing: readonly BrokenBus[] = [
  publishing("nothing is an error", "message bus 1: to publish nothing", refusesNothing),
  publishing("one bus is slower", "message bus 1: what two buses", isSlow),
  publishing("the last of many is the only one", "message bus 1: a hundred", sendsLast),
  publishing("what was told is refused", "message bus 1: an event told again", refusesAgain),
  publishing("all is published twice", "message bus 2: inside a group", isTwice),
  publishing("a batch is sent backwards", "message bus 4: a thousand messages", isBackwards),
  publishing("each goes its own way", "message bus 4: one consumer", isEachAlone),
  publishing("only partition keys are keys", "message bus 4: subject and id", isBackwards),
  publishing("what is too large is dropped", "message bus 10: one that is too large", drops),
  publishing("nothing follows a failure", "message bus 10: of a batch", stopsAtFailures),
  publishing("a key goes on after its failure", "message bus 10: of a batch", goesOn),
  publishing("a batch has a size", "message bus 10: the largest", takesNoLarge),
  publishing("publish is over too early", "message bus 14: what was published can", isLate),
  publishing("publish waits for its broker", "message bus 12: every call", insists),
];

function refusesNothing(publish: Publish): Publish {
  return async (messages) => {
    if (messages.length === 0) throw new PublishFailed([]);
    await publish(messages);
  };
}

/** The first bus of a case says that it has published, and publishes later. */
function isSlow(publish: Publish, buses: Set<string>): Publish {
  if (buses.size > 0) return publish;
  buses.add("first");
  return isLate(publish);
}

function sendsLast(publish: Publish): Publish {
  let last: unknown;
  return async (messages) => {
    last = messages;
    await Promise.resolve();
    if (last === messages) await publish(messages);
  };
}

function refusesAgain(publish: Publish): Publish {
  const told = new Set<string>();
  return async (messages) => {
    if (messages.some(({ event }) => told.has(event.id))) throw new PublishFailed([]);
    for (const { event } of messages) told.add(event.id);
    await publish(messages);
  };
}

function isEachAlone(publish: Publish): Publish {
  return async (messages) => {
    const late = async (index: number) => await pause(index % 3);
    const publishing = messages.map((each, index) => late(index).then(() => publish([each])));
    await Promise.all(publishing);
  };
}

function takesNoLarge(publish: Publish): Publish {
  return async (messages) => {
    if (JSON.stringify(messages).length > 2 ** 21) throw new PublishFailed([]);
    await publish(messages);
  };
}

function isTwice(publish: Publish): Publish {
  return (messages) => publish([...messages, ...messages]);
}

function isBackwards(publish: Publish): Publish {
  return (messages) => publish(messages.toReversed());
}

function drops(publish: Publish): Publish {
  return (messages) =>
    publish(messages).catch((error: unknown) => {
      if (!(error instanceof PublishFailed)) throw error;
    });
}

function stopsAtFailures(publish: Publish): Publish {
  return async (messages) => {
    for (const [index, message] of messages.entries()) {
      await publish([message]).catch((error: unknown) => {
        throw new PublishFailed(messages.slice(index).map((_, n) => ({ index: index + n, error })));
      });
    }
  };
}

/** Publishes one by one, and tells truly what was not taken. */
function goesOn(publish: Publish): Publish {
  return async (messages) => {
    const notTaken: NotTaken[] = [];
    for (const [index, message] of messages.entries()) {
      await publish([message]).catch(({ notTaken: [failure] }: PublishFailed) => {
        notTaken.push({ index, error: failure?.error });
      });
    }
    if (notTaken.length > 0) throw new PublishFailed(notTaken);
  };
}

function isLate(publish: Publish): Publish {
  // deno-lint-ignore require-await
  return async (messages) => {
    void pause(1).then(() => publish(messages)).catch(() => {});
  };
}

function insists(publish: Publish): Publish {
  return (messages) => publish(messages).catch(() => new Promise(() => {}));
}
