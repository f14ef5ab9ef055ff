/** The second process of the two-process cases on PostgreSQL. */

import process from "node:process";
import { storeWorker } from "@portico/core/conformance";
import { openPostgres, postgresStore } from "@portico/core/postgres";
import { ports } from "./postgres.js";

const [, , url, schema] = process.argv;
const opened = await openPostgres(url);
await storeWorker(await postgresStore(opened.client, ports, { schema }));
await opened[Symbol.asyncDispose]();
