/** What faults of message buses are made of. */

import type { MessageBus } from "../../../application/messaging/message_bus.ts";

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

/** Subscribes in a bus with a fault. */
export type Subscribe = MessageBus["subscribe"];

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

/** Resolves when a signal is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
