/** A cluster for tests alone: librdkafka's stand-in for brokers, which Debian's `kcat` runs. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { globSync } from "node:fs";

/** A cluster that was started here. */
export interface MockCluster extends AsyncDisposable {
  readonly brokers: readonly string[];
}

/**
 * How many times as fast its clock runs. Before a group shares out, its broker waits for seconds,
 * whoever is there.
 */
export const HASTE = 20;

/** Tells what is missing to start one, or `undefined`. */
export function missingForMock(): string | undefined {
  if (globSync("/usr/bin/kcat").length === 0) return "kcat is not installed";
  if (globSync(FAKETIME).length === 0) return "faketime is not installed";
}

/** Starts brokers, which live for as long as their standard input is open. */
export async function startMockCluster(brokers: number, haste = HASTE): Promise<MockCluster> {
  const [preloaded = ""] = globSync(FAKETIME);
  const args = ["-P", "-b", "unused", "-t", "unused", "-X", `test.mock.num.brokers=${brokers}`];
  const child = spawn("kcat", args, {
    stdio: ["pipe", "ignore", "pipe"],
    env: { LD_PRELOAD: preloaded, FAKETIME: `+0 x${haste}` },
  });
  const gone = once(child, "exit");
  let said = "";
  const addresses = await new Promise<string>((resolve, reject) => {
    gone.then(() => reject(new Error(`kcat has ended: ${said}`)), reject);
    child.stderr.on("data", (chunk) => {
      said = `${said}${chunk}`.slice(-10_000);
      const [, found] = /replaced with ([\d.:,]+)/.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    });
  });
  return {
    brokers: addresses.split(","),
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGKILL");
      await gone;
    },
  };
}

const FAKETIME = "/usr/lib/*/faketime/libfaketime.so.1";
