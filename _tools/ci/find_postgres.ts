/** Tells whether the tests will find a PostgreSQL server; the exit code is 1 when they will not. */

import { findPostgres } from "../../adapters/postgres/testdata/server.ts";

const server = await findPostgres();
console.log("url" in server ? `PostgreSQL answers at ${server.url}` : server.missing);
Deno.exit("url" in server ? 0 : 1);
