/** The brokers for tests that Debian's `kcat` has, its client, and lines to brokers that can be cut. */

import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** The brokers' clock runs so many times as fast: their groups share out after seconds. */
export const HASTE = 20;

const faketime = readdirSync("/usr/lib")
  .map((folder) => `/usr/lib/${folder}/faketime/libfaketime.so.1`)
  .find((path) => existsSync(path));

/** Why there are none, or `undefined`. */
export const missing = existsSync("/usr/bin/kcat") && faketime
  ? undefined
  : "kcat or faketime is not installed";

/** Starts brokers. */
export async function startBrokers() {
  const args = ["-P", "-b", "unused", "-t", "unused", "-X", "test.mock.num.brokers=3"];
  const env = { LD_PRELOAD: faketime, FAKETIME: `+0 x${HASTE}` };
  const child = spawn("/usr/bin/kcat", args, { stdio: ["pipe", "ignore", "pipe"], env });
  const gone = once(child, "exit");
  const addresses = Promise.withResolvers();
  let said = "";
  child.stderr.on("data", (chunk) => {
    said = `${said}${chunk}`.slice(-10_000);
    const [, found] = /replaced with ([\d.:,]+)/.exec(said) ?? [];
    if (found) addresses.resolve(found);
  });
  gone.then(() => addresses.reject(new Error(`kcat has ended: ${said}`)));
  return {
    brokers: (await addresses.promise).split(","),
    stop: async () => {
      child.kill("SIGKILL");
      await gone;
    },
  };
}

/** Puts and reads records as somebody else. */
export function foreignClient(brokers, prefix) {
  const of = (channel) => ["-b", brokers.join(","), "-t", `${prefix}.${channel}`];
  return {
    put: async ({ channel, key, bytes }) => {
      const folder = await mkdtemp(join(tmpdir(), "portico-kcat-"));
      const file = join(folder, "record");
      // A file is one record, but for an empty one, which is none: that is a line with a key.
      await writeFile(file, bytes.length === 0 ? `${key}\x01` : bytes);
      const keyed = bytes.length === 0 ? ["-K", "\x01", "-l"] : ["-k", key];
      const placed = ["-X", "topic.partitioner=murmur2_random"];
      await kcat("-P", ...of(channel), ...placed, ...keyed, file);
      await rm(folder, { recursive: true });
    },
    read: async (channel) =>
      recordsIn(
        await kcat("-C", "-q", "-e", "-o", "beginning", "-f", "%S %s", ...of(channel)),
      ),
  };
}

async function kcat(...args) {
  const { stdout } = await promisify(execFile)("kcat", args, { encoding: "buffer" });
  return stdout;
}

/** Each record is its size, a space and its bytes. */
function recordsIn(output) {
  const records = [];
  for (let at = 0; at < output.length;) {
    const space = output.indexOf(" ", at);
    const end = space + 1 + Number(output.toString("utf8", at, space));
    records.push(new Uint8Array(output.subarray(space + 1, end)));
    at = end;
  }
  return records;
}

/** Gives lines to brokers, which forget nothing while these are cut. */
export function cuttableLines() {
  const open = new Set();
  let isCut = false;
  const cut = (socket) => socket.destroy(new Error("The line is cut"));
  return {
    make: ({ host, port, onConnect }) => {
      const socket = connect({ host, port }, onConnect);
      if (isCut) cut(socket);
      open.add(socket);
      return socket.on("close", () => open.delete(socket));
    },
    stop: () => {
      isCut = true;
      open.forEach(cut);
      return Promise.resolve();
    },
    start: () => Promise.resolve(isCut = false),
  };
}
