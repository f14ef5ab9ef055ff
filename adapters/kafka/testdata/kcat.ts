/** Somebody else's client of the cluster: Debian's `kcat`. */

import { execFile } from "node:child_process";
import { Buffer } from "node:buffer";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** What is put, of which Kafka knows no type. */
export interface KcatRecord {
  readonly channel: string;
  readonly key: string;
  readonly bytes: Uint8Array;
}

/** Puts and reads records of topics with a prefix. */
export interface Kcat {
  readonly put: (record: KcatRecord) => Promise<void>;
  readonly read: (channel: string) => Promise<readonly Uint8Array[]>;
}

/** Makes a client. */
export function kcatOf(brokers: readonly string[], prefix: string): Kcat {
  const of = (channel: string) => ["-b", brokers.join(","), "-t", `${prefix}.${channel}`];
  return {
    put: async ({ channel, key, bytes }) => {
      const folder = await mkdtemp(join(tmpdir(), "portico-kcat-"));
      const file = join(folder, "record");
      // A file is one record, but for an empty one, which is none: that is a line with a key.
      const isEmpty = bytes.length === 0;
      await writeFile(file, isEmpty ? `${key}${END_OF_KEY}` : bytes);
      const keyed = isEmpty ? ["-K", END_OF_KEY, "-l"] : ["-k", key];
      // Places records as all of Kafka's own clients do.
      const placed = ["-X", "topic.partitioner=murmur2_random"];
      await kcat("-P", ...of(channel), ...placed, ...keyed, file);
      await rm(folder, { recursive: true });
    },
    read: async (channel) => {
      const whole = await kcat("-C", "-q", "-e", "-o", "beginning", "-f", "%S %s", ...of(channel));
      return recordsIn(whole);
    },
  };
}

const END_OF_KEY = "\x01";

/** Runs it, and gives what it says. */
export async function kcat(...args: readonly string[]): Promise<Buffer> {
  const options = { encoding: "buffer" as const, maxBuffer: 2 ** 26 };
  const { stdout } = await promisify(execFile)("kcat", args, options);
  return stdout;
}

/** Each record is its size, a space and its bytes. */
function recordsIn(output: Buffer): readonly Uint8Array[] {
  const records: Uint8Array[] = [];
  for (let at = 0; at < output.length;) {
    const space = output.indexOf(" ", at);
    const end = space + 1 + Number(output.toString("utf8", at, space));
    records.push(new Uint8Array(output.subarray(space + 1, end)));
    at = end;
  }
  return records;
}
