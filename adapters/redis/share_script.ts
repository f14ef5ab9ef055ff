/** Sharing the lanes of a channel among the members of a group. */

import { listOf, numberOf, textOf } from "./reply.ts";
import { type Script, script } from "./script.ts";

/** What a member may have, and has. */
export interface Share {
  /** How many lanes are the member's share. */
  readonly quota: number;
  /** The lanes that it has a lease for. */
  readonly owned: readonly number[];
  /** Until when, as the server counts time. */
  readonly expiry: string;
  /** The last time the bell rang. */
  readonly rung: string;
}

/**
 * Counts a member in or out, gives back what it has released, prolongs its leases and gives it free
 * lanes up to its share. The bell rings when others may have to give or may take something. Only
 * leases of the expiry that the member knows are given back: it may have them anew when a call of
 * long ago arrives.
 *
 * A server that is full takes these commands only after one that frees something, as the first does.
 */
export const sharing: Script = script(`
  local members, leases, bell = unpack(KEYS)
  local token, ttl, partitions = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
  local takesPart, known = ARGV[4], ARGV[5]
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  local expiry = string.format('%.0f', now + ttl)
  local rings = redis.call('ZREMRANGEBYSCORE', members, '-inf', now) > 0
  for i = 6, #ARGV do
    if redis.call('HGET', leases, ARGV[i]) == known .. ':' .. token then
      redis.call('HDEL', leases, ARGV[i])
      rings = true
    end
  end
  if takesPart == '1' then
    if redis.call('ZADD', members, expiry, token) == 1 then rings = true end
  elseif redis.call('ZREM', members, token) == 1 then
    rings = true
  end
  local all, quota = redis.call('ZRANGE', members, 0, -1), 0
  table.sort(all)
  for rank, member in ipairs(all) do
    if member == token then
      quota = math.floor(partitions / #all)
      if rank <= partitions % #all then quota = quota + 1 end
    end
  end
  local owned, free = {}, {}
  for lane = 0, partitions - 1 do
    local lease = redis.call('HGET', leases, lane) or ''
    local ends, owner = string.match(lease, '^(%d+):(.*)$')
    if owner == token then owned[#owned + 1] = lane
    elseif not owner or tonumber(ends) < now then free[#free + 1] = lane end
  end
  for _, lane in ipairs(free) do
    if #owned < quota then owned[#owned + 1] = lane end
  end
  for _, lane in ipairs(owned) do
    redis.call('HSET', leases, lane, expiry .. ':' .. token)
  end
  if rings then
    redis.call('XADD', bell, 'MAXLEN', 1, '*', 'member', token)
  end
  for _, key in ipairs(KEYS) do redis.call('PEXPIRE', key, ttl * 10) end
  local last = redis.call('XREVRANGE', bell, '+', '-', 'COUNT', 1)[1]
  return { quota, owned, expiry, last and last[1] or '0-0' }`);

/** Reads the answer. */
export function shareOf(reply: unknown): Share {
  const [quota, owned, expiry, rung] = listOf(reply);
  return {
    quota: numberOf(quota),
    owned: listOf(owned).map(numberOf),
    expiry: textOf(expiry),
    rung: textOf(rung),
  };
}
