/** Buses whose subscriptions end wrongly. */

import { BusUnavailable, type Receive } from "../../../application/messaging/message_bus.ts";
import { pause } from "../assertions.ts";
import { aborted, type BrokenBus, type Subscribe, subscribing } from "./broken_bus.ts";

export const brokenStopping: readonly BrokenBus[] = [
  subscribing("a subscription ends at once", "message bus 15: an aborted", endAtOnce),
  subscribing("an aborted subscription goes on", "message bus 15: an aborted", goOn),
  subscribing("an abort is heard later only", "message bus 15: a subscription aborted", hearLater),
  subscribing("all subscriptions end together", "message bus 15: the end of a", endTogether),
  subscribing("what is taken at the end is not", "message bus 15: a receiver can end", loseEnd),
  subscribing("what fails at the end is settled", "message bus 15: what fails", settleAtEnd),
  subscribing("refused subscriptions begin", "message bus 12: every call", beginLater),
];

function endAtOnce(subscribe: Subscribe): Subscribe {
  return async (...args) => {
    await subscribe(...args);
    return { ended: Promise.resolve() };
  };
}

function goOn(subscribe: Subscribe): Subscribe {
  return async (wanted, receive, { signal }) => {
    await subscribe(wanted, receive, { signal: new AbortController().signal });
    return { ended: aborted(signal) };
  };
}

function hearLater(subscribe: Subscribe): Subscribe {
  return (wanted, receive, options) => {
    const stopping = new AbortController();
    options.signal.addEventListener("abort", () => stopping.abort());
    return subscribe(wanted, receive, { signal: stopping.signal });
  };
}

function endTogether(subscribe: Subscribe): Subscribe {
  const stopping = new AbortController();
  return (wanted, receive, options) => {
    options.signal.addEventListener("abort", () => stopping.abort());
    return subscribe(wanted, receive, { signal: stopping.signal });
  };
}

function loseEnd(subscribe: Subscribe): Subscribe {
  return (wanted, receive, options) =>
    subscribe(wanted, async (...args) => {
      await receive(...args);
      options.signal.throwIfAborted();
    }, options);
}

function settleAtEnd(subscribe: Subscribe): Subscribe {
  return (wanted, receive, options) => {
    const settle: Receive = (...args) =>
      receive(...args).catch((error) => {
        if (!options.signal.aborted) throw error;
      });
    return subscribe(wanted, settle, options);
  };
}

function beginLater(subscribe: Subscribe): Subscribe {
  return (...args) => {
    const insist = async (): Promise<void> => {
      await pause(5);
      await subscribe(...args).catch((error) => again(error));
    };
    const again = (error: unknown) => error instanceof BusUnavailable ? insist() : undefined;
    return subscribe(...args).catch((error) => {
      void again(error);
      throw error;
    });
  };
}
