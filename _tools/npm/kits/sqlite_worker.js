/** The second process of the two-process cases. */

import process from "node:process";
import { storeWorker } from "@portico/core/conformance";
import { sqliteStore } from "@portico/core/sqlite";
import { randomIds, systemClock, systemRandom } from "@portico/core/system";

const ports = { clock: systemClock(), newId: randomIds(), random: systemRandom() };
await storeWorker(await sqliteStore(process.argv[2], ports));
