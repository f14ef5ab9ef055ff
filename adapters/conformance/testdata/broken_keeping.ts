/** Buses that keep less than they should, and tell of it wrongly. */

import type { GroupStatus, MessageBus } from "../../../application/messaging/message_bus.ts";
import { pause } from "../assertions.ts";
import type { BrokenBus, Subscribe } from "./broken_bus.ts";

export const brokenKeeping: readonly BrokenBus[] = [
  { fault: "who is away misses all", caughtBy: "message bus 7: what is published", broken: miss },
  { fault: "who comes and goes misses some", caughtBy: "message bus 7: leaving", broken: miss },
  { fault: "a new bus begins anew", caughtBy: "message bus 7: closing a bus", broken: miss },
  { fault: "new groups get what is new", caughtBy: "message bus 8: a new group", broken: miss },
  { fault: "nothing is kept for nobody", caughtBy: "message bus 9: what nobody", broken: miss },
  { fault: "what was kept is gone", caughtBy: "message bus 12: what was published", broken: miss },
  {
    fault: "who has subscribed is not known yet",
    caughtBy: "message bus 7: a group is known",
    broken: ({ subscribe, ...sound }, published) => {
      const bus = miss({ subscribe, ...sound }, published);
      return { ...bus, subscribe: subscribeLater({ ...sound, subscribe, ...bus }) };
    },
  },
  counting(
    "groups come in any order",
    "message bus 16: groups are told",
    (all) => all.toReversed(),
  ),
  counting("groups that are away are gone", "message bus 16: groups are told", forgetIdle),
  counting("what is received waits no more", "message bus 16: what waits", countLess),
  counting("all groups wait for all", "message bus 16: only what a group wants", countMore),
];

/** Whoever subscribes does not get what was published before. */
function miss({ publish, subscribe }: MessageBus, published: Set<string>): Partial<MessageBus> {
  return {
    publish: async (messages) => {
      await publish(messages);
      for (const { event } of messages) published.add(event.id);
    },
    subscribe: (wanted, receive, options) => {
      const missed = new Set(published);
      return subscribe(wanted, async (arrival, context) => {
        if (!missed.has(arrival.message?.event.id ?? "")) await receive(arrival, context);
      }, options);
    },
  };
}

function subscribeLater({ subscribe }: MessageBus): Subscribe {
  return (wanted, receive, options) => {
    const subscribing = pause(20).then(() => subscribe(wanted, receive, options));
    return Promise.resolve({ ended: subscribing.then(({ ended }) => ended) });
  };
}

/** A fault in what is told of groups. */
function counting(
  fault: string,
  caughtBy: string,
  bend: (groups: readonly GroupStatus[]) => readonly GroupStatus[],
): BrokenBus {
  return {
    fault,
    caughtBy,
    broken: (sound) => ({ groups: async () => bend(await sound.groups()) }),
  };
}

function forgetIdle(groups: readonly GroupStatus[]): readonly GroupStatus[] {
  return groups.filter(({ waiting }) => waiting > 0);
}

function countLess(groups: readonly GroupStatus[]): readonly GroupStatus[] {
  return groups.map(({ group, waiting }) => ({ group, waiting: Math.max(0, waiting - 1) }));
}

function countMore(groups: readonly GroupStatus[]): readonly GroupStatus[] {
  return groups.map(({ group, waiting }) => ({ group, waiting: waiting > 0 ? waiting + 7 : 0 }));
}
