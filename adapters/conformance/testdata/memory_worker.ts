/** A worker whose store nobody else sees. */

import { storeWorker } from "../mod.ts";
import { soundStore } from "./broken_store.ts";

await storeWorker(soundStore());
