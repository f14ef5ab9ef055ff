/** The Redis server of the tests: the one that is told, or one on this machine. */

import process from "node:process";
import { Redis } from "ioredis";
import { type FoundServer, withFound } from "../../testdata/with_found.ts";

/** Longest a server may take to answer, in milliseconds. */
const PATIENCE = 5000;

/** Looks for the server: `TEST_REDIS_URL`, else one on this machine's usual port. */
export async function findRedis(): Promise<FoundServer> {
  const url = process.env.TEST_REDIS_URL || "redis://127.0.0.1:6379";
  const refusal = await refusalOf(url);
  if (refusal === undefined) return { url };
  return { missing: `no Redis server answers at ${url} (${refusal})` };
}

/** Registers tests that need a server. */
export async function withRedis(
  what: string,
  register: (url: string) => void | Promise<void>,
): Promise<void> {
  await withFound(what, await findRedis(), ({ url }) => register(url));
}

/** Asks the server something; `undefined` when it answers. */
async function refusalOf(url: string): Promise<string | undefined> {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: PATIENCE,
    socketTimeout: PATIENCE,
    retryStrategy: () => null,
  });
  const errors: Error[] = [];
  client.on("error", (error) => errors.push(error));
  try {
    await client.connect();
    await client.ping();
    return undefined;
  } catch (error) {
    const told = errors[0] ?? error;
    return told instanceof Error ? told.message : String(told);
  } finally {
    client.disconnect();
  }
}
