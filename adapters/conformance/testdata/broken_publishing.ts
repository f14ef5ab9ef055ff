/** Buses that publish wrongly. */

import type { CloudEvent } from "../../../application/messaging/cloud_event.ts";
import {
  type MessageBus,
  type NotTaken,
  PublishFailed,
} from "../../../application/messaging/message_bus.ts";
import { pause } from "../assertions.ts";
import type { BrokenBus } from "./broken_bus.ts";

type Publish = MessageBus["publish"];

export const brokenPublishing: readonly BrokenBus[] = [
  publishing("the time is lost", "message bus 1: what was published arrives", losesTime),
  publishing("all is published twice", "message bus 2: inside a group", isTwice),
  publishing("a batch is sent backwards", "message bus 4: a thousand messages", isBackwards),
  publishing("what is too large is dropped", "message bus 10: one that is too large", drops),
  publishing("nothing follows a failure", "message bus 10: of a batch", stopsAtFailures),
  publishing("a key goes on after its failure", "message bus 10: of a batch", goesOn),
  publishing("publish is over too early", "message bus 14: what was published can", isLate),
  publishing("publish waits for its broker", "message bus 12: every call", insists),
  publishing("surrogates are replaced", "message bus 13: every value of JSON", wellForms),
  publishing("attributes are texts", "message bus 13: every attribute", writesTexts),
  publishing("an id is told once", "message bus 13: ids are as they are", forgetsSources),
];

/** A fault in how a bus publishes. */
function publishing(
  fault: string,
  caughtBy: string,
  bend: (publish: Publish) => Publish,
): BrokenBus {
  return { fault, caughtBy, broken: ({ publish }) => ({ publish: bend(publish) }) };
}

function bending(publish: Publish, bend: (event: CloudEvent) => CloudEvent): Publish {
  return (messages) =>
    publish(messages.map(({ channel, event }) => ({ channel, event: bend(event) })));
}

function losesTime(publish: Publish): Publish {
  return bending(publish, ({ time: _, ...event }) => event);
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

function wellForms(publish: Publish): Publish {
  return bending(publish, (event) => ({
    ...event,
    ...(typeof event.data === "string" ? { data: event.data.toWellFormed() } : {}),
  }));
}

function writesTexts(publish: Publish): Publish {
  return bending(publish, (event) => ({
    ...event,
    extensions: Object.fromEntries(
      Object.entries(event.extensions).map(([name, value]) => [name, String(value)]),
    ),
  }));
}

function forgetsSources(publish: Publish): Publish {
  const told = new Set<string>();
  return (messages) => publish(messages.filter(({ event }) => told.size < told.add(event.id).size));
}
