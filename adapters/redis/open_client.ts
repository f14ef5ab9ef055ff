/** Opening a client of the `ioredis` driver, which is loaded only when it is wanted. */

import type { RedisClient } from "./client.ts";

/** A client that was opened here, and is ended here. */
export interface OpenedRedis extends Disposable {
  readonly client: RedisClient;
  /** What the URL says the names of all keys begin with. */
  readonly name: string | undefined;
}

/**
 * Opens a client for a bus: `redis://user:password@host:6379/0`, `rediss://` over TLS, and `?name=`
 * for the bus of a name. It makes no connection of its own.
 */
export async function openRedis(url: string): Promise<OpenedRedis> {
  const { Redis } = await import("ioredis");
  const server = new URL(url);
  const name = server.searchParams.get("name") ?? undefined;
  server.searchParams.delete("name");
  const client = new Redis(server.href, { lazyConnect: true });
  return { client, name, [Symbol.dispose]: () => client.disconnect() };
}
