/** The second process of the kit's cases. */

import process from "node:process";
import { storeWorker } from "../../conformance/store_worker.ts";
import { openPostgres, postgresStore } from "../mod.ts";
import { systemPorts } from "../../testdata/system_ports.ts";

const [, , url = "", schema = ""] = process.argv;
await using opened = await openPostgres(url);
await storeWorker(await postgresStore(opened.client, systemPorts, { schema }));
