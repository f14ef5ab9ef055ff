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
  /** Where to go on among what was given before; {@linkcode NEW} when that is all. */
  readonly cursor: string;
  /** The last entry that the group was given. */
  readonly last: string;
}

/** The cursor of what nobody was given yet. */
export const NEW = "";
/** The cursor of whoever has a lane anew. */
export const FIRST = "0-0";

/** All members of a group read as this consumer: their leases say who of them it is. */
const CONSUMER = "portico";

/**
 * Reads, if the lease is there. What an earlier owner was given comes first, in its order; the group
 * is made again when somebody has destroyed it.
 */
export const reading: Script = script(`
  local stream, leases = KEYS[1], KEYS[2]
  local group, token, partition, count, cursor = unpack(ARGV)
  local lease = redis.call('HGET', leases, partition)
  if not lease or string.match(lease, '^%d+:(.*)$') ~= token then return false end
  local function read()
    if cursor ~= '${NEW}' then
      return redis.pcall('XAUTOCLAIM', stream, group, '${CONSUMER}', 0, cursor, 'COUNT', count)
    end
    return redis.pcall(
      'XREADGROUP', 'GROUP', group, '${CONSUMER}', 'COUNT', count, 'STREAMS', stream, '>')
  end
  local reply = read()
  if reply and reply.err and string.find(reply.err, 'NOGROUP', 1, true) then
    redis.call('XGROUP', 'CREATE', stream, group, 0, 'MKSTREAM')
    reply = read()
  end
  if reply and reply.err then return reply end
  local entries, next = {}, '${NEW}'
  if cursor ~= '${NEW}' then
    entries = reply[2]
    if reply[1] ~= '${FIRST}' then next = reply[1] end
  elseif reply then
    entries = reply[1][2]
  end
  local last = '0-0'
  for _, info in ipairs(redis.call('XINFO', 'GROUPS', stream)) do
    if info[2] == group then
      for i = 1, #info, 2 do
        if info[i] == 'last-delivered-id' then last = info[i + 1] end
      end
    end
  end
  return { entries, next, last }`);

/** Reads the answer; `undefined` when the lease is not there. */
export function readingOf(reply: unknown): Reading | undefined {
  if (reply === null) return undefined;
  const [entries, cursor, last] = listOf(reply);
  return {
    entries: listOf(entries).map(entryOf),
    cursor: textOf(cursor),
    last: textOf(last),
  };
}

function entryOf(reply: unknown): Entry {
  const [id, fields] = listOf(reply);
  return { id: textOf(id), fields: listOf(fields) };
}
