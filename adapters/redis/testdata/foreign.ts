/** Somebody else's client: the command line of Redis, or the bare driver where that is missing. */

import { Buffer } from "node:buffer";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { buffer } from "node:stream/consumers";
import { partitionOf, PARTITIONS } from "../../../application/messaging/partition.ts";
import type { MessageBusPlace } from "../../conformance/mod.ts";
import type { Redis } from "ioredis";

type ForeignClient = NonNullable<MessageBusPlace["foreign"]>;
type Call = (args: readonly string[], last?: Uint8Array) => Promise<unknown>;

/** Gives a client that knows how the keys of a bus are named, and no more. */
export function foreignClient(url: string, name: string, redis: Redis): ForeignClient {
  const hasProgram = spawnSync("redis-cli", ["--version"]).error === undefined;
  const call: Call = hasProgram ? commandLine(url) : driver(redis);
  const stream = (channel: string, partition: number) =>
    `{${name}}:${channel}:${String(partition).padStart(2, "0")}`;

  return {
    put: async ({ channel, key, type, bytes }) => {
      const lane = stream(channel, partitionOf(key, PARTITIONS));
      await call(["XADD", lane, "*", "key", key, "type", type, "event"], bytes);
    },
    read: async (channel) => {
      const streams = Array.from({ length: PARTITIONS }, (_, lane) => stream(channel, lane));
      const found = await call(["XREAD", "STREAMS", ...streams, ...streams.map(() => "0")]);
      const entries = (found as Found ?? []).flatMap(([, entries]) => entries);
      return entries.toSorted(([a], [b]) => compareIds(a, b))
        .map(([, fields]) => new TextEncoder().encode(fields[fields.indexOf("event") + 1]));
    },
  };
}

/** Streams, and their entries: an id, and names and values in turn. */
type Found = readonly (readonly [string, readonly (readonly [string, readonly string[]])[]])[];

function commandLine(url: string): Call {
  return async (args, last) => {
    const stdin = last === undefined ? [] : ["-x"];
    const program = spawn("redis-cli", ["-u", url, "-2", "--json", ...stdin, ...args]);
    const [answer, errors] = [buffer(program.stdout), buffer(program.stderr)];
    program.stdin.end(last);
    const [code] = await once(program, "close");
    if (code !== 0) throw new Error(`redis-cli failed: ${await errors}`);
    return JSON.parse((await answer).toString());
  };
}

function driver(redis: Redis): Call {
  return ([command = "", ...args], last) =>
    redis.call(command, ...args, ...last === undefined ? [] : [Buffer.from(last)]);
}

function compareIds(a: string, b: string): number {
  const [aTime = 0, aNumber = 0] = a.split("-").map(Number);
  const [bTime = 0, bNumber = 0] = b.split("-").map(Number);
  return aTime - bTime || aNumber - bNumber;
}
