import { sellingConformance } from "../conformance/selling.ts";
import { openSelling } from "./testdata/own_selling.ts";

sellingConformance({ test: Deno.test, create: openSelling });
