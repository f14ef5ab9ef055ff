/** Sharing the lanes of a channel among the members of a group. */

import { listOf, numberOf, textOf } from "./reply.ts";
import { type Script, script } from "./script.ts";

/** What a member may have, and has. */
export interface Share {
  /** How many lanes are the member's share. */
  readonly quota: number;
  /** The lanes that it has a lease for. */
  readonly owned: readonly number[];
  /** The last time the bell rang. */
  readonly rung: string;
}

/**
 * Counts a member in or out, gives back what it has released, prolongs its leases and gives it free
 * lanes up to its share. The bell rings when others may have to give or may take something.
 *
 * A server that is full takes these commands only after one that frees something, as the first does.
 */
export const sharing: Script = script(`
  local members, leases, bell = unpack(KEYS)
  local token, ttl, partitions, takes_part = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4]
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  local expiry = string.format('%.0f', now + ttl)
  local rings = redis.call('ZREMRANGEBYSCORE', members, '-inf', now) > 0
  local function ownerOf(lane)
    local lease = redis.call('HGET', leases, lane) or ''
    local until_, owner = string.match(lease, '^(%d+):(.*)$')
    return owner, owner ~= token and (not owner or tonumber(until_) < now)
  end
  for i = 5, #ARGV do
    if ownerOf(ARGV[i]) == token then
      redis.call('HDEL', leases, ARGV[i])
      rings = true
    end
  end
  if takes_part == '1' then
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
    local owner, isFree = ownerOf(lane)
    if owner == token then owned[#owned + 1] = lane end
    if isFree then free[#free + 1] = lane end
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
  return { quota, last and last[1] or '0-0', owned }`);

/** Reads the answer. */
export function shareOf(reply: unknown): Share {
  const [quota, rung, owned] = listOf(reply);
  return {
    quota: numberOf(quota),
    rung: textOf(rung),
    owned: listOf(owned).map(numberOf),
  };
}
