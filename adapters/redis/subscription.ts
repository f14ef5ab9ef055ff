/** A subscription: somebody of a group, on every channel that the group wants something of. */

import { BusClosed, type Receive, type Wanted } from "../../application/messaging/message_bus.ts";
import { parseWanted } from "../../application/messaging/wanted.ts";
import type { NewId } from "../../application/ports.ts";
import { wantedTypesOf } from "./arrival.ts";
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
  const { group } = wanted;
  const topics = parseWanted(wanted);
  const names = new Set(topics.map(({ channel }) => channel));
  const memberships = await Promise.all([...names].map(async (channel) => {
    const partitions = await channels.partitions(channel);
    const types = wantedTypesOf(topics, channel);
    await ports.link.run(
      grouping,
      [keys.types(channel), ...keys.streams(channel, partitions)],
      [group, types === undefined ? "" : JSON.stringify([...types])],
    );
    return { keys, group, channel, partitions, token: ports.newId(), lease, types, receive };
  }));
  const members = memberships.map((each) => new ChannelMember(ports, each, signal));
  return {
    ended: Promise.all(members.map(({ ended }) => ended)).then(() => {}),
    giveUp: () => members.forEach((member) => member.giveUp(new BusClosed())),
  };
}

/**
 * A group that is there stays as it is; a new one begins with the oldest that is kept. A server that
 * is full does all this only after a command that frees something, as the first does.
 */
const grouping = script(`
  redis.call('HDEL', KEYS[1], ARGV[1])
  if ARGV[2] ~= '' then redis.call('HSET', KEYS[1], ARGV[1], ARGV[2]) end
  for i = 2, #KEYS do
    local made = redis.pcall('XGROUP', 'CREATE', KEYS[i], ARGV[1], 0, 'MKSTREAM')
    if made.err and not string.find(made.err, 'BUSYGROUP', 1, true) then return made end
  end
  return 'OK'`);
