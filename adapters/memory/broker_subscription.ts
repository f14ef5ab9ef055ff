/** A subscription at a broker in memory: one of those who work for a group. */

import { backoff } from "../../application/events/backoff.ts";
import { readArrival } from "../../application/messaging/arrival.ts";
import {
  BusClosed,
  type BusSubscription,
  type Receive,
} from "../../application/messaging/message_bus.ts";
import type { Clock, Random } from "../../application/ports.ts";
import type { BrokerGroup, BrokerMessage, Delivery, Outcome, Worker } from "./broker_group.ts";

/** What a subscription stands on. */
export interface BrokerPorts {
  readonly clock: Pick<Clock, "sleep">;
  readonly random: Random;
}

/** A subscription that can be given up. */
export interface BrokerSubscription extends BusSubscription {
  /** Leaves what is being received to others of the group. */
  readonly giveUp: () => void;
}

/** Milliseconds before a message that failed comes again. */
const delays = { first: 50, longest: 10_000 };

/** Works for a group until the signal is aborted, on some keys at a time. */
export function subscribeTo(
  group: BrokerGroup,
  receive: Receive,
  { clock, random }: BrokerPorts,
  { signal, keys }: { readonly signal: AbortSignal; readonly keys: number },
): BrokerSubscription {
  const open = new Set<Delivery>();
  const givenUp = new AbortController();
  const over = Promise.withResolvers<void>();
  let receiving = 0;

  const worker: Worker = {
    room: () => keys - receiving,
    take: (delivery) => {
      open.add(delivery);
      void work(delivery);
    },
  };

  async function work(delivery: Delivery): Promise<void> {
    receiving++;
    const outcome = await receiveOne(delivery.message);
    receiving--;
    if (outcome === "failed") {
      // The key is kept for the pause, which takes nobody else's room.
      group.handOut();
      await clock.sleep(backoff(delays, delivery.failures + 1, random), signal);
    }
    settle(delivery, outcome);
  }

  async function receiveOne(message: BrokerMessage): Promise<Outcome> {
    // Nothing is received within the call that published it.
    await Promise.resolve();
    if (signal.aborted) return "left";
    try {
      await receive(readArrival(message), { signal: givenUp.signal });
      return "taken";
    } catch {
      return "failed";
    }
  }

  function settle(delivery: Delivery, outcome: Outcome): void {
    open.delete(delivery);
    delivery.settle(outcome);
    if (signal.aborted && open.size === 0) over.resolve();
  }

  function end(): void {
    group.leave(worker);
    if (open.size === 0) over.resolve();
  }

  if (signal.aborted) end();
  else group.join(worker);
  signal.addEventListener("abort", end, { once: true });
  return {
    ended: over.promise,
    giveUp: () => {
      givenUp.abort(new BusClosed());
      for (const delivery of open) settle(delivery, "left");
    },
  };
}
