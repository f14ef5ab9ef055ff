import { assertEquals, assertRejects } from "@std/assert";
import { failing, tallies } from "../../adapters/conformance/projection_samples.ts";
import {
  memoryClock,
  memoryLog,
  memoryStore,
  seededRandom,
  sequentialIds,
} from "../../adapters/memory/mod.ts";
import { drain } from "./drain.ts";
import { askRebuild } from "./projection_rebuild.ts";
import { projectionStatus } from "./projection_status.ts";
import type { SubscriptionPorts } from "./subscription.ts";

Deno.test("there is no projection where none ever ran", async () => {
  assertEquals(await projectionStatus(testPorts().store), []);
});

Deno.test("the status of a projection says how far it came", async () => {
  const ports = testPorts();
  await count(ports, "a", "b");
  await drain(ports, [tallies()]);
  await count(ports, "c");

  assertEquals(await projectionStatus(ports.store), [{
    name: "tallies",
    version: 1,
    types: ["Counted", "Reset"],
    generation: 1,
    state: "stopped",
    position: 2,
    behind: 1,
    halted: null,
    rebuild: null,
  }]);
});

Deno.test("the status tells of a rebuild that was asked for, and of its end", async () => {
  const ports = testPorts();
  await count(ports, "a", "b");
  await drain(ports, [tallies()]);
  await askRebuild(ports, "tallies", "ada");

  const asked = await projectionStatus(ports.store);
  await drain(ports, [tallies()]);
  const [done] = await projectionStatus(ports.store);

  assertEquals(asked[0]?.rebuild, {
    generation: 2,
    version: 1,
    position: 0,
    behind: 3,
    halted: null,
  });
  assertEquals([done?.generation, done?.rebuild, done?.behind], [2, null, 0]);
});

Deno.test("the status says where a projection, or its rebuild, has halted", async () => {
  const ports = testPorts();
  await count(ports, "a", "b");
  await assertRejects(() => drain(ports, [tallies({ ...failing("b1"), name: "live" })]));
  await drain(ports, [tallies()]);
  await askRebuild(ports, "tallies", "ada");
  await assertRejects(() => drain(ports, [tallies(failing("a1"))]));

  const [live, rebuilt] = await projectionStatus(ports.store);

  assertEquals([live?.state, live?.halted?.position], ["halted", 2]);
  assertEquals([rebuilt?.state, rebuilt?.halted], ["stopped", null]);
  assertEquals(rebuilt?.rebuild?.halted, {
    position: 1,
    error: { name: "Error", message: "broken at a1", code: null },
  });
});

async function count({ store }: SubscriptionPorts, ...streams: readonly string[]): Promise<void> {
  for (const stream of streams) {
    const events = [{ type: "Counted", data: { n: 1 } }];
    await store.commit({ appends: [{ stream, expect: "any", events }] });
  }
}

function testPorts(): SubscriptionPorts {
  const clock = memoryClock();
  const store = memoryStore({ clock, newId: sequentialIds() });
  return { store, clock, newId: sequentialIds("owner"), random: seededRandom(1), log: memoryLog() };
}
