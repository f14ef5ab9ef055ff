/** Reactions: subscriptions that follow the log, or hear of its events over a message bus. */

import type { Subscription } from "../events/subscription.ts";
import type { Recorded, Store } from "../store/store.ts";
import type { Consumer } from "./consumer.ts";
import { recordedOf } from "./event_message.ts";
import type { Message } from "./message.ts";
import { readTurns, type Turn, type Way, wayAt } from "./reaction_turns.ts";

/** A subscription that can be moved, and where its events are told. */
export interface Reaction {
  readonly subscription: Subscription;
  /** `CHANNEL.TYPE` for each of its types. */
  readonly topics: readonly string[];
  /** In whose name the relay tells them: what others tell is none of its business. */
  readonly source: string;
}

/** A reaction on both its ways. Each event goes one of them, however often the reaction is moved. */
export interface ReactionWays {
  /** Handles what goes over the log; has to run wherever the reaction goes, for what is left there. */
  readonly subscription: Subscription;
  /** Handles what goes over the bus; has to run for as long as there is a bus. */
  readonly consumer: Consumer;
}

/**
 * Gives a reaction its two ways. {@linkcode moveReactions} says which of them new events take.
 * Effects outside have the same idempotency key on both.
 */
export function reactionWays(
  { store }: { readonly store: Store },
  { subscription, topics, source }: Reaction,
): ReactionWays {
  const { name, types, handle, retry, timeout } = subscription;
  const goes = wayOf(store, name);

  function eventIn({ event }: Message): Recorded | undefined {
    const isOurs = event.source === source && (types === "*" || types.includes(event.type));
    return isOurs ? recordedOf(event) : undefined;
  }

  return {
    subscription: {
      ...subscription,
      handle: async (event, context) => {
        if (await goes(event) === "log") await handle(event, context);
      },
    },
    consumer: {
      name,
      topics,
      ...(retry === undefined ? {} : { retry }),
      ...(timeout === undefined ? {} : { timeout }),
      wants: async (message) => {
        const event = eventIn(message);
        return event !== undefined && await goes(event) === "bus";
      },
      handle: async (message, context) => {
        const event = eventIn(message);
        if (event === undefined) return;
        await handle(event, { ...context, idempotencyKey: `${name}/${event.id}` });
      },
    },
  };
}

/**
 * Every process gives the same answer, since a move has a place in the log as events have: whoever
 * knows the moves up to an event knows all that it depends on.
 */
function wayOf(store: Store, name: string): (event: Recorded) => Promise<Way> {
  let [turns, upTo]: [readonly Turn[], number] = [[], 0];
  return async ({ position }) => {
    if (position > upTo) {
      const head = await store.head();
      [turns, upTo] = [await readTurns(store, name), head];
    }
    return wayAt(turns, position);
  };
}
