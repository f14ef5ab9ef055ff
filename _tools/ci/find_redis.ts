/** Tells whether the tests will find a Redis server; the exit code is 1 when they will not. */

import { findRedis } from "../../adapters/redis/testdata/server.ts";

const server = await findRedis();
console.log("url" in server ? `Redis answers at ${server.url}` : server.missing);
Deno.exit("url" in server ? 0 : 1);
