/** A subscription: somebody of a group, on every channel that the group wants something of. */

import { BusClosed, type Receive, type Wanted } from "../../application/messaging/message_bus.ts";
import { parseWanted } from "../../application/messaging/wanted.ts";
import type { NewId } from "../../application/ports.ts";
import { wantedOf } from "./arrival.ts";
import { ChannelMember } from "./channel_member.ts";
import type { Channels } from "./channels.ts";
import type { Keys } from "./keys.ts";
import type { LanePorts } from "./lane.ts";
import { script } from "./script.ts";

/** What subscribing stands on. */
export interface Subscribing {
  readonly ports: LanePorts & { readonly newId: NewId };
  readonly keys: Keys;
  readonly channels: Channels;
  readonly lease: number;
}

/** A subscription that can be given up. */
export interface RedisSubscription {
  readonly ended: Promise<void>;
  /** Leaves what is being received to others of the group. */
  readonly giveUp: () => void;
}

/** Makes the group known, and begins to work for it. */
export async function subscribe(
  { ports, keys, channels, lease }: Subscribing,
  wanted: Wanted,
  receive: Receive,
  signal: AbortSignal,
): Promise<RedisSubscription> {
  const { group, topics } = wanted;
  const names = new Set(parseWanted(wanted).map(({ channel }) => channel));
  const memberships = await Promise.all([...names].map(async (channel) => {
    const partitions = await channels.partitions(channel);
    await ports.link.run(grouping, keys.streams(channel, partitions), [group]);
    const [token, isWanted] = [ports.newId(), wantedOf(topics)];
    return { keys, group, channel, partitions, token, lease, isWanted, receive };
  }));
  const members = memberships.map((each) => new ChannelMember(ports, each, signal));
  return {
    ended: Promise.all(members.map(({ ended }) => ended)).then(() => {}),
    giveUp: () => members.forEach((member) => member.giveUp(new BusClosed())),
  };
}

/** A group that is there stays as it is; a new one begins with the oldest that is kept. */
const grouping = script(`
  for _, stream in ipairs(KEYS) do
    local made = redis.pcall('XGROUP', 'CREATE', stream, ARGV[1], 0, 'MKSTREAM')
    if made.err and not string.find(made.err, 'BUSYGROUP', 1, true) then return made end
  end
  return #KEYS`);
