import { test } from "bun:test";
import { registerKits } from "./register_kits.js";

await registerKits(test);
