/** What faults of message buses are made of. */

import type { MessageBus, Receive } from "../../../application/messaging/message_bus.ts";

/** A fault, and the case that catches it. */
export interface BrokenBus {
  readonly fault: string;
  /** How the name of the case that catches it begins. */
  readonly caughtBy: string;
  /**
   * What is otherwise in a sound bus; called for each bus that is opened. All buses of a case share
   * their notes, in which `stopped` stands once the broker was stopped.
   */
  readonly broken: (sound: MessageBus, notes: Set<string>) => Partial<MessageBus>;
}

/** How a bus publishes, and how it subscribes. */
export type Publish = MessageBus["publish"];
export type Subscribe = MessageBus["subscribe"];

/** A fault in how a bus publishes. */
export function publishing(
  fault: string,
  caughtBy: string,
  bend: (publish: Publish, notes: Set<string>) => Publish,
): BrokenBus {
  return { fault, caughtBy, broken: ({ publish }, notes) => ({ publish: bend(publish, notes) }) };
}

/** A fault in how a bus subscribes. */
export function subscribing(
  fault: string,
  caughtBy: string,
  bend: (subscribe: Subscribe, notes: Set<string>) => Subscribe,
): BrokenBus {
  return {
    fault,
    caughtBy,
    broken: ({ subscribe }, notes) => ({ subscribe: bend(subscribe, notes) }),
  };
}

/** A fault in what is done with a receiver. */
export function receiving(
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

/** Resolves when a signal is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
