/** Tells whether the tests will find a NATS server; the exit code is 1 when they will not. */

import { findNats } from "../../adapters/nats/testdata/server.ts";

const server = await findNats();
console.log("url" in server ? `NATS answers at ${server.url}` : server.missing);
Deno.exit("url" in server ? 0 : 1);
