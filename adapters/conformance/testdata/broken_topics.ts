/** Buses that deliver to the wrong ones. */

import type { Wanted } from "../../../application/messaging/message_bus.ts";
import { aborted, type BrokenBus, type Subscribe, subscribing } from "./broken_bus.ts";

export const brokenTopics: readonly BrokenBus[] = [
  subscribing("all groups are one", "message bus 2: every group", areOneGroup),
  subscribing("each subscriber is a group", "message bus 2: inside a group", areGroups),
  subscribing("the first takes all", "message bus 2: subscribers of one group", firstTakesAll),
  subscribing("each topic is a subscription", "message bus 2: topics that overlap", subscribeEach),
  subscribing("channels mix", "message bus 3: channels do not mix", mixChannels),
  subscribing("types only begin alike", "message bus 3: a type is chosen", mixTypes),
  subscribing("wildcards are types", "message bus 3: [F-9] every type", knowNoWildcard),
  subscribing("names are cut", "message bus 3: channels and groups", cutNames),
  subscribing("nothing is refused", "message bus 3: what chooses nothing", takeNonsense),
];

function wanting(subscribe: Subscribe, bend: (wanted: Wanted) => Wanted): Subscribe {
  return (wanted, ...others) => subscribe(bend(wanted), ...others);
}

function areOneGroup(subscribe: Subscribe): Subscribe {
  return wanting(subscribe, (wanted) => ({ ...wanted, group: "all" }));
}

function areGroups(subscribe: Subscribe): Subscribe {
  let last = 0;
  return wanting(subscribe, (wanted) => ({ ...wanted, group: `${wanted.group}-${++last}` }));
}

function firstTakesAll(subscribe: Subscribe, groups: Set<string>): Subscribe {
  return (wanted, receive, options) => {
    const isFirst = groups.size < groups.add(wanted.group).size;
    if (isFirst) return subscribe(wanted, receive, options);
    return Promise.resolve({ ended: aborted(options.signal) });
  };
}

function subscribeEach(subscribe: Subscribe): Subscribe {
  return async (wanted, ...others) => {
    const all = await Promise.all(
      wanted.topics.map((topic, index) =>
        subscribe({ group: `${wanted.group}${index || ""}`, topics: [topic] }, ...others)
      ),
    );
    return { ended: Promise.all(all.map(({ ended }) => ended)).then(() => {}) };
  };
}

function mixChannels(subscribe: Subscribe): Subscribe {
  return wanting(subscribe, (wanted) => ({ ...wanted, topics: ["users.*", "orders.*"] }));
}

function mixTypes(subscribe: Subscribe): Subscribe {
  return (wanted, receive, options) =>
    subscribe(
      { ...wanted, topics: wanted.topics.map((topic) => topic.replace(/\..*/s, ".*")) },
      async (arrival, context) => {
        const { channel = "", event } = arrival.message ?? {};
        const topic = `${channel}.${event?.type}`;
        if (wanted.topics.some((each) => topic.startsWith(each))) await receive(arrival, context);
      },
      options,
    );
}

function knowNoWildcard(subscribe: Subscribe): Subscribe {
  return wanting(subscribe, (wanted) => ({
    ...wanted,
    topics: wanted.topics.map((topic) => topic === "users.*" ? "users.UserChanged" : topic),
  }));
}

function cutNames(subscribe: Subscribe): Subscribe {
  return wanting(subscribe, (wanted) => ({ ...wanted, group: wanted.group.slice(0, 32) }));
}

function takeNonsense(subscribe: Subscribe): Subscribe {
  return (...args) => subscribe(...args).catch(() => ({ ended: Promise.resolve() }));
}
