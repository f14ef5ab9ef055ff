/** Buses that do not wait for receivers, or wait for the wrong ones. */

import type { Arrival, Receive } from "../../../application/messaging/message_bus.ts";
import { pause } from "../assertions.ts";
import { type BrokenBus, type Subscribe, subscribing } from "./broken_bus.ts";

export const brokenReceiving: readonly BrokenBus[] = [
  subscribing("two share a message", "message bus 2: what one group was given", share),
  receiving("all is taken at once", "message bus 5: what was refused", takeAtOnce),
  receiving("what fails is dropped", "message bus 5: what was refused", drop),
  receiving("what fails holds up all", "message bus 5: other keys go on while one", goOneByOne),
  receiving("what hangs holds up all", "message bus 5: other keys go on while a", goOneByOne),
  receiving("the third failure is the last", "message bus 5: however a receiver", giveUp),
  receiving("what fails comes later", "message bus 6: when the first three", putOff),
  receiving("what is no message is dropped", "message bus 11: what cannot be", dropUnreadable),
  receiving("bytes become text", "message bus 11: what cannot be", writeTexts),
  receiving("what is no message is settled", "message bus 11: it comes again", settleUnreadable),
  receiving("nobody comes back", "message bus 12: a broker that stops", endWithBroker),
  receiving("nobody is told", "message bus 15: a receiver that hangs", tellNobody),
];

/** A fault in what is done with a receiver. */
function receiving(
  fault: string,
  caughtBy: string,
  bend: (receive: Receive, notes: Set<string>) => Receive,
): BrokenBus {
  return subscribing(
    fault,
    caughtBy,
    (subscribe, notes) => (wanted, receive, options) =>
      subscribe(wanted, bend(receive, notes), options),
  );
}

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
  let last = Promise.resolve();
  return (...args) => {
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

function endWithBroker(receive: Receive, notes: Set<string>): Receive {
  return async (arrival, context) => {
    if (notes.has("stopped")) throw new Error("The line is down");
    await receive(arrival, context);
  };
}

function tellNobody(receive: Receive): Receive {
  return (arrival) => receive(arrival, { signal: new AbortController().signal });
}
