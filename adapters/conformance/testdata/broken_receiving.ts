/** Buses that do not wait for receivers, or wait for the wrong ones. */

import { readMessage } from "../../../application/messaging/message.ts";
import type { Arrival, Receive } from "../../../application/messaging/message_bus.ts";
import { pause } from "../assertions.ts";
import { type BrokenBus, receiving, type Subscribe, subscribing } from "./broken_bus.ts";

export const brokenReceiving: readonly BrokenBus[] = [
  subscribing("two share a message", "message bus 2: what one group was given", share),
  receiving("all is taken at once", "message bus 5: what was refused", takeAtOnce),
  receiving("what fails is dropped", "message bus 5: what was refused", drop),
  receiving("a key is in two places", "message bus 4: three consumers", takeAtOnce),
  receiving("a key is in two places for a moment", "message bus 4: order outlasts", takeAtOnce),
  receiving("what fails holds up all", "message bus 5: other keys go on while one", goOneByOne),
  subscribing("what fails holds up all groups", "message bus 5: what one group", goTogether),
  receiving("what hangs holds up all", "message bus 5: other keys go on while a", goOneByOne),
  receiving("the third failure is the last", "message bus 5: however a receiver", giveUp),
  receiving("failures are counted together", "message bus 6: when every message", giveUp),
  receiving("what fails comes later", "message bus 6: when the first three", putOff),
  receiving("what is no message is dropped", "message bus 11: what cannot be", dropUnreadable),
  receiving("bytes become text", "message bus 11: what cannot be", writeTexts),
  receiving("what is no message is settled", "message bus 11: it comes again", settleUnreadable),
  receiving("what fails makes way", "message bus 11: it waits", drop),
  receiving("the type apart is not looked at", "message bus 11: [F-9] no message", trust),
  receiving("nobody comes back", "message bus 12: a broker that stops", endWithBroker),
  receiving("what was fetched is lost", "message bus 12: what is received", loseFetched),
  receiving("only its own is read", "message bus 14: somebody else's", knowNobodyElse),
  receiving("nobody is told", "message bus 15: a receiver that hangs", tellNobody),
];

function share(subscribe: Subscribe): Subscribe {
  const known = new Map<string | undefined, Arrival>();
  return (wanted, receive, options) =>
    subscribe(wanted, (arrival, context) => {
      const id = arrival.message?.event.id;
      known.set(id, known.get(id) ?? arrival);
      return receive(known.get(id) ?? arrival, context);
    }, options);
}

function takeAtOnce(receive: Receive): Receive {
  return (...args) => {
    receive(...args).catch(() => {});
    return Promise.resolve();
  };
}

function drop(receive: Receive): Receive {
  return (...args) => receive(...args).catch(() => {});
}

function goOneByOne(receive: Receive): Receive {
  return oneByOne()(receive);
}

function goTogether(subscribe: Subscribe): Subscribe {
  const bend = oneByOne();
  return (wanted, receive, options) => subscribe(wanted, bend(receive), options);
}

/** Makes a lane for all that is received, in which each is tried until it is taken. */
function oneByOne(): (receive: Receive) => Receive {
  let last = Promise.resolve();
  return (receive) => (...args) => {
    const insist = (): Promise<void> =>
      receive(...args).catch(async () => {
        await pause(10);
        if (!args[1].signal.aborted) await insist();
      });
    last = last.then(insist);
    return last;
  };
}

function giveUp(receive: Receive): Receive {
  let failures = 0;
  return (...args) =>
    receive(...args).catch((error) => {
      if (++failures < 3) throw error;
    });
}

function putOff(receive: Receive): Receive {
  const insist: Receive = async (...args) => {
    await pause(10);
    await receive(...args).catch(() => insist(...args));
  };
  return (...args) => receive(...args).catch(() => void insist(...args));
}

function dropUnreadable(receive: Receive): Receive {
  return async (arrival, context) => {
    if (arrival.message) await receive(arrival, context);
  };
}

function writeTexts(receive: Receive): Receive {
  return ({ message, unreadable }, context) => {
    if (message) return receive({ message }, context);
    const bytes = new TextEncoder().encode(new TextDecoder().decode(unreadable.bytes));
    return receive({ unreadable: { ...unreadable, bytes } }, context);
  };
}

function settleUnreadable(receive: Receive): Receive {
  return (arrival, context) =>
    receive(arrival, context).catch((error) => {
      if (arrival.message) throw error;
    });
}

function trust(receive: Receive): Receive {
  return async ({ message, unreadable }, context) => {
    if (message) return await receive({ message }, context);
    await receive({ message: readMessage(unreadable.channel, unreadable.bytes) }, context);
  };
}

function loseFetched(receive: Receive, notes: Set<string>): Receive {
  return async (...args) => {
    if (!notes.has("stopped")) await receive(...args);
  };
}

function knowNobodyElse(receive: Receive): Receive {
  return async (arrival, context) => {
    if (arrival.message?.event.source === "/kit") await receive(arrival, context);
  };
}

function endWithBroker(receive: Receive, notes: Set<string>): Receive {
  return async (arrival, context) => {
    if (notes.has("stopped")) throw new Error("The line is down");
    await receive(arrival, context);
  };
}

function tellNobody(receive: Receive): Receive {
  return (arrival) => receive(arrival, { signal: new AbortController().signal });
}
