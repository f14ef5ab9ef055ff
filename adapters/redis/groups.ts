/** How the groups are doing, as the server counts it. */

import type { GroupStatus } from "../../application/messaging/message_bus.ts";
import type { Keys } from "./keys.ts";
import type { Link } from "./link.ts";
import { listOf, numberOf, textOf } from "./reply.ts";
import { script } from "./script.ts";

/** A group on one lane. */
interface LaneStatus {
  readonly stream: string;
  readonly group: string;
  readonly pending: number;
  /** How much it was not given yet; `undefined` where the server has lost count. */
  readonly unread: number | undefined;
  /** Where begins what it has not finished. */
  readonly from: string;
  /** The types that it wants; none stand for all. */
  readonly types: readonly string[];
}

/** Entries that are looked at in one go, while everybody waits, and how often for a lane. */
const PAGE = 1000;
const PAGES = 10;

/** The `groups` of the port. */
export async function readGroups(link: Link, keys: Keys): Promise<readonly GroupStatus[]> {
  const waiting = new Map<string, number>();
  for (const channel of listOf(await link.ask(["SMEMBERS", keys.channels])).map(textOf)) {
    for (const status of await readChannel(link, keys, channel)) {
      const before = waiting.get(status.group) ?? 0;
      waiting.set(status.group, before + await countWaiting(link, status));
    }
  }
  return [...waiting].map(([group, count]) => ({ group, waiting: count }))
    .sort((a, b) => a.group < b.group ? -1 : 1);
}

async function readChannel(
  link: Link,
  keys: Keys,
  channel: string,
): Promise<readonly LaneStatus[]> {
  const partitions = await link.ask(["GET", keys.partitions(channel)]);
  const streams = keys.streams(channel, partitions === null ? 0 : Number(textOf(partitions)));
  const found = await link.run(looking, [keys.types(channel), ...streams], []);
  return listOf(found).map((each) => {
    const [at, group, pending, unread, from, types] = listOf(each);
    return {
      stream: streams[numberOf(at) - 1] ?? "",
      group: textOf(group),
      pending: numberOf(pending),
      unread: unread === null ? undefined : numberOf(unread),
      from: textOf(from),
      types: types === null ? [] : JSON.parse(textOf(types)),
    };
  });
}

/**
 * Looks at the entries themselves where the server has lost count, as after a deletion, and where a
 * group wants only some types; of the latter, what is beyond the first pages counts as wanted.
 */
async function countWaiting(link: Link, status: LaneStatus): Promise<number> {
  const { stream, types, pending, unread } = status;
  if (unread !== undefined && (types.length === 0 || pending + unread === 0)) {
    return pending + unread;
  }
  let [from, wanted, seen] = [status.from, 0, 0];
  for (let page = 1;; page++) {
    const [found, ofTypes, last] = listOf(
      await link.run(counting, [stream], [from, PAGE, ...types]),
    );
    wanted += numberOf(ofTypes);
    seen += numberOf(found);
    if (numberOf(found) < PAGE) return wanted;
    if (unread !== undefined && page === PAGES) {
      return wanted + Math.max(pending + unread - seen, 0);
    }
    from = `(${textOf(last)}`;
  }
}

const looking = script(`
  local found = {}
  for at = 2, #KEYS do
    local groups = redis.pcall('XINFO', 'GROUPS', KEYS[at])
    if not groups.err then
      for _, info in ipairs(groups) do
        local named = {}
        for i = 1, #info, 2 do named[info[i]] = info[i + 1] end
        local from = '(' .. named['last-delivered-id']
        if named.pending > 0 then from = redis.call('XPENDING', KEYS[at], named.name)[2] end
        local types = redis.call('HGET', KEYS[1], named.name)
        found[#found + 1] = { at - 1, named.name, named.pending, named.lag or false, from, types }
      end
    end
  end
  return found`);

/** Whoever puts an entry may leave its type out; what is no event is for every group. */
const counting = script(`
  local types, wanted = {}, 0
  for i = 3, #ARGV do types[ARGV[i]] = true end
  local entries = redis.call('XRANGE', KEYS[1], ARGV[1], '+', 'COUNT', ARGV[2])
  for _, entry in ipairs(entries) do
    local fields = {}
    for i = 1, #entry[2], 2 do fields[entry[2][i]] = entry[2][i + 1] end
    local type_ = fields.type
    if not type_ then
      local isRead, event = pcall(cjson.decode, fields.event or '')
      type_ = isRead and type(event) == 'table' and event.type
    end
    if #ARGV == 2 or not type_ or types[type_] then wanted = wanted + 1 end
  end
  return { #entries, wanted, #entries > 0 and entries[#entries][1] or '' }`);
