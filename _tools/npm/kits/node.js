import { test } from "node:test";
import { registerKits } from "./register_kits.js";

await registerKits(test);
