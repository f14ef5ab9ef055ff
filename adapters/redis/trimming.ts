/** Taking away what no group needs, a little at a time. */

import { BusClosed } from "../../application/messaging/message_bus.ts";
import type { Clock, Log } from "../../application/ports.ts";
import type { Channels } from "./channels.ts";
import type { Keys } from "./keys.ts";
import type { Link } from "./link.ts";
import { numberOf } from "./reply.ts";
import { script } from "./script.ts";

/** What trimming stands on. */
export interface TrimmingPorts {
  readonly clock: Pick<Clock, "monotonic">;
  readonly log: Pick<Log, "warn">;
  readonly link: Link;
  readonly keys: Keys;
  readonly channels: Channels;
}

/** Milliseconds between two rounds, and the most entries that go at once. */
const TRIM_EVERY = 30_000;
const TRIM_SIZE = 1000;

/**
 * Makes what is called whenever something was published or taken; most of the time it does nothing.
 * Messages younger than `keep` milliseconds stay for groups to come.
 */
export function trimmer({ clock, log, link, keys, channels }: TrimmingPorts, keep: number) {
  let next = clock.monotonic() + TRIM_EVERY;

  async function trimAll(): Promise<void> {
    for (const channel of channels.used) {
      const streams = keys.streams(channel, await channels.partitions(channel));
      for (const stream of streams) while (await trim(link, stream, keep) >= TRIM_SIZE);
    }
  }

  return (): void => {
    const now = clock.monotonic();
    if (now < next) return;
    next = now + TRIM_EVERY;
    trimAll().catch((error) => {
      if (error instanceof BusClosed) return;
      log.warn("cannot take finished messages away now; it is tried again later", { error });
    });
  };
}

/** Trims a stream once; gives how many entries went. */
export async function trim(link: Link, stream: string, keep: number): Promise<number> {
  return numberOf(await link.run(trimming, [stream], [keep, TRIM_SIZE]));
}

/**
 * A group needs what it was given and has not finished, and all that is later. What is between the
 * least that some group needs and the blocks in which the server keeps streams, stays.
 */
const trimming = script(`
  local time = redis.call('TIME')
  local least = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000) - ARGV[1])
  least = tonumber(least) > 0 and least .. '-0' or '0-0'
  local function isLess(a, b)
    local a_time, a_number = string.match(a, '^(%d+)-(%d+)$')
    local b_time, b_number = string.match(b, '^(%d+)-(%d+)$')
    if a_time ~= b_time then return tonumber(a_time) < tonumber(b_time) end
    return tonumber(a_number) < tonumber(b_number)
  end
  local groups = redis.pcall('XINFO', 'GROUPS', KEYS[1])
  if groups.err then return 0 end
  for _, info in ipairs(groups) do
    local named = {}
    for i = 1, #info, 2 do named[info[i]] = info[i + 1] end
    local needed = named['last-delivered-id']
    if named.pending > 0 then needed = redis.call('XPENDING', KEYS[1], named.name)[2] end
    if isLess(needed, least) then least = needed end
  end
  return redis.call('XTRIM', KEYS[1], 'MINID', '~', least, 'LIMIT', ARGV[2])`);
