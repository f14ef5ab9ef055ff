/** Reading a lane: what its owner was given before, and then what is new. */

import { listOf, textOf } from "./reply.ts";
import { type Script, script } from "./script.ts";

/** An entry of a stream. */
export interface Entry {
  readonly id: string;
  /** Names and values in turn; nothing when the entry was deleted. */
  readonly fields: readonly unknown[];
}

/** What was read of a lane. */
export interface Reading {
  readonly entries: readonly Entry[];
  /** Up to where the group was given all, when these are finished. */
  readonly seen: string;
  /** Whether there may be more at once. */
  readonly isFull: boolean;
}

/** What a new owner has seen. */
export const NOTHING = "";

/** Entries that are read at once. */
const READ_AT_ONCE = 16;
/** All members of a group read as this consumer: their leases say who of them it is. */
const CONSUMER = "portico";

/**
 * Reads, if the lease is there. The owner says up to where it has seen and finished all: when the
 * group was given more, to an earlier owner or in an answer that was lost, that comes first. The
 * group is made again when somebody has destroyed it.
 */
export const reading: Script = script(`
  local stream, leases = unpack(KEYS)
  local group, token, partition, seen = unpack(ARGV)
  local lease = redis.call('HGET', leases, partition)
  if not lease or string.match(lease, '^%d+:(.*)$') ~= token then return false end
  local function given()
    local groups = redis.pcall('XINFO', 'GROUPS', stream)
    for _, info in ipairs(groups.err and {} or groups) do
      local named = {}
      for i = 1, #info, 2 do named[info[i]] = info[i + 1] end
      if named.name == group then return named['last-delivered-id'] end
    end
    redis.call('XGROUP', 'CREATE', stream, group, 0, 'MKSTREAM')
    return '0-0'
  end
  if given() ~= seen then
    local cursor, entries = '0-0', {}
    repeat
      local claimed = redis.call(
        'XAUTOCLAIM', stream, group, '${CONSUMER}', 0, cursor, 'COUNT', ${READ_AT_ONCE})
      cursor, entries = claimed[1], claimed[2]
    until #entries > 0 or cursor == '0-0'
    if #entries > 0 then return { entries, seen, 1 } end
  end
  local read = redis.call('XREADGROUP',
    'GROUP', group, '${CONSUMER}', 'COUNT', ${READ_AT_ONCE}, 'STREAMS', stream, '>')
  local entries = read and read[1][2] or {}
  return { entries, given(), #entries == ${READ_AT_ONCE} and 1 or 0 }`);

/** Reads the answer; `undefined` when the lease is not there. */
export function readingOf(reply: unknown): Reading | undefined {
  if (reply === null) return undefined;
  const [entries, seen, isFull] = listOf(reply);
  return { entries: listOf(entries).map(entryOf), seen: textOf(seen), isFull: isFull === 1 };
}

function entryOf(reply: unknown): Entry {
  const [id, fields] = listOf(reply);
  return { id: textOf(id), fields: listOf(fields) };
}
