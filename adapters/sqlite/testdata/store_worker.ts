/** The second process of the kit's cases. */

import process from "node:process";
import { storeWorker } from "../../conformance/store_worker.ts";
import { sqliteStore } from "../mod.ts";
import { systemPorts } from "../../testdata/system_ports.ts";

await storeWorker(await sqliteStore(process.argv[2] ?? "", systemPorts));
