/** The second process of the kit's cases. */

import { storeWorker } from "../../conformance/store_worker.ts";
import { openedStore } from "./opened_store.ts";

await storeWorker(await openedStore(Deno.args[0] ?? ""));
