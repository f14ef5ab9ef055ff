import { messageBusConformance } from "../conformance/mod.ts";
import { busCapabilities, busPlace } from "./testdata/bus_place.ts";

messageBusConformance({
  test: Deno.test,
  create: () => Promise.resolve(busPlace()),
  capabilities: busCapabilities,
});
