/** A worker whose store nobody else sees. */

import { storeWorker } from "../store_worker.ts";
import { soundStore } from "./broken_store.ts";

await storeWorker(soundStore());
