/** How the groups are doing, as the server counts it. */

import type { GroupStatus } from "../../application/messaging/message_bus.ts";
import type { Keys } from "./keys.ts";
import type { Link } from "./link.ts";
import { listOf, numberOf, textOf } from "./reply.ts";
import { script } from "./script.ts";

/** The `groups` of the port. */
export async function readGroups(link: Link, keys: Keys): Promise<readonly GroupStatus[]> {
  const waiting = new Map<string, number>();
  for (const channel of listOf(await link.ask(["SMEMBERS", keys.channels])).map(textOf)) {
    const partitions = await link.ask(["GET", keys.partitions(channel)]);
    const streams = keys.streams(channel, partitions === null ? 0 : Number(textOf(partitions)));
    for (const each of listOf(await link.run(counting, streams, []))) {
      const [at, group, pending, lag, last] = listOf(each);
      const name = textOf(group);
      const unread = lag === null
        ? await countAfter(link, streams[numberOf(at) - 1] ?? "", textOf(last))
        : numberOf(lag);
      waiting.set(name, (waiting.get(name) ?? 0) + numberOf(pending) + unread);
    }
  }
  return [...waiting].map(([group, count]) => ({ group, waiting: count }))
    .sort((a, b) => a.group < b.group ? -1 : 1);
}

/** Where the server has lost count, as after a deletion, entries are counted page by page. */
async function countAfter(link: Link, stream: string, last: string): Promise<number> {
  let after = last;
  for (let count = 0;;) {
    const [found, end] = listOf(await link.run(countingPage, [stream], [after, PAGE]));
    count += numberOf(found);
    if (numberOf(found) < PAGE) return count;
    after = textOf(end);
  }
}

/** Everybody waits while the server counts a page. */
const PAGE = 1000;

const counting = script(`
  local found = {}
  for at, stream in ipairs(KEYS) do
    local groups = redis.pcall('XINFO', 'GROUPS', stream)
    if not groups.err then
      for _, info in ipairs(groups) do
        local named = {}
        for i = 1, #info, 2 do named[info[i]] = info[i + 1] end
        found[#found + 1] = {
          at, named.name, named.pending, named.lag or false, named['last-delivered-id'] }
      end
    end
  end
  return found`);

const countingPage = script(`
  local entries = redis.call('XRANGE', KEYS[1], '(' .. ARGV[1], '+', 'COUNT', ARGV[2])
  return { #entries, #entries > 0 and entries[#entries][1] or '' }`);
