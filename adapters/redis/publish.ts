/** Publishing: chunks of messages, each written by the server as a whole. */

import type { Message } from "../../application/messaging/message.ts";
import {
  BusUnavailable,
  MessageTooLarge,
  PublishFailed,
} from "../../application/messaging/message_bus.ts";
import { partitionOf } from "../../application/messaging/partition.ts";
import type { Channels } from "./channels.ts";
import { isRefusal, refusalOf } from "./driver_errors.ts";
import { Failures, type Refused } from "./failures.ts";
import type { Keys } from "./keys.ts";
import type { Link } from "./link.ts";
import { chunksOf, type Outgoing, outgoingOf } from "./outgoing.ts";
import { listOf, numberOf, textOf } from "./reply.ts";
import { script } from "./script.ts";

/** What publishing stands on. */
export interface Publishing {
  readonly link: Link;
  readonly keys: Keys;
  readonly channels: Channels;
  /** Bytes of the largest message. */
  readonly messageBytes: number;
}

/** The `publish` of the port. A chunk is sent when the one before it was answered. */
export async function publish(
  publishing: Publishing,
  messages: readonly Message[],
): Promise<void> {
  const failures = new Failures();
  const outgoing = messages.map(outgoingOf);
  for (const message of outgoing) {
    const { id, bytes } = message;
    if (bytes <= publishing.messageBytes) continue;
    failures.add({ message, error: new MessageTooLarge(id, bytes, publishing.messageBytes) });
  }
  for (const chunk of chunksOf(outgoing)) {
    const open = chunk.filter((message) => !failures.includes(message));
    for (const refused of await write(publishing, open)) failures.add(refused);
  }
  const notTaken = failures.among(outgoing);
  if (notTaken.length > 0) throw new PublishFailed(notTaken);
}

/** Writes a chunk; gives what was not taken. */
async function write(
  { link, keys, channels }: Publishing,
  messages: readonly Outgoing[],
): Promise<readonly Refused[]> {
  const [first] = messages;
  if (first === undefined) return [];
  const { channel } = first;
  try {
    for (;;) {
      const partitions = await channels.partitions(channel);
      const reply = await link.run(
        writing,
        [keys.partitions(channel), ...keys.streams(channel, partitions)],
        [partitions, headsOf(messages, partitions), ...messages.map(({ text }) => text)],
      );
      if (reply !== null) return refusedOf(messages, reply);
      channels.forget(channel);
    }
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return messages.map((message) => ({ message, error: refusal(error) }));
  }
}

/** Gives what stands beside each message, in one text: it is the number of texts that takes time. */
function headsOf(messages: readonly Outgoing[], partitions: number): string {
  return JSON.stringify(
    messages.map(({ key, type }) => [
      partitionOf(key, partitions),
      ...[key, type].map((text) => text.toWellFormed()),
    ]),
  );
}

function refusedOf(messages: readonly Outgoing[], reply: unknown): readonly Refused[] {
  return listOf(reply).map((each) => {
    const [place, reason] = listOf(each);
    const message = messages[numberOf(place)];
    if (message === undefined) throw new RangeError(`There is no message ${place}`);
    return { message, error: new BusUnavailable(`Redis says ${textOf(reason)}`) };
  });
}

function refusal(cause: unknown): BusUnavailable {
  return new BusUnavailable(`Redis says ${refusalOf(cause)?.message}`, { cause });
}

/**
 * Once a lane has refused something, nothing is added to it; what the server refuses as a whole, it
 * refuses before it has taken anything. Answers nothing when the channel has another number of lanes,
 * as after the server has lost everything.
 */
const writing = script(`
  if redis.call('GET', KEYS[1]) ~= ARGV[1] then return false end
  local heads, failed, refused = cjson.decode(ARGV[2]), {}, {}
  for i, head in ipairs(heads) do
    local lane, key, type_ = unpack(head)
    if not failed[lane] then
      local added = redis.pcall('XADD', KEYS[lane + 2], '*',
        'key', key, 'type', type_, 'event', ARGV[i + 2])
      if type(added) == 'table' and added.err then
        local code = string.match(added.err, '^%u+')
        if code ~= 'ERR' and code ~= 'WRONGTYPE' then return added end
        failed[lane] = added.err
      end
    end
    if failed[lane] then refused[#refused + 1] = { i - 1, failed[lane] } end
  end
  return refused`);
