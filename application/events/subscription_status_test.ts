import { assertEquals, assertRejects } from "@std/assert";
import {
  memoryClock,
  memoryLog,
  memoryStore,
  seededRandom,
  sequentialIds,
} from "../../adapters/memory/mod.ts";
import type { Store } from "../store/store.ts";
import { deadLetters } from "./dead_letters.ts";
import { drain } from "./drain.ts";
import { runSubscriptions } from "./run_subscriptions.ts";
import { type Subscription, SubscriptionHalted, type SubscriptionPorts } from "./subscription.ts";
import { subscriptionStatus } from "./subscription_status.ts";

Deno.test("there is no status where nothing ever ran", async () => {
  assertEquals(await subscriptionStatus(testPorts().store), []);
});

Deno.test("the status of a subscription that has stopped says how far it came", async () => {
  const ports = testPorts();
  await light(ports.store, "a", "b");
  await drain(ports, [lamps(() => {})]);
  await light(ports.store, "c");

  assertEquals(await subscriptionStatus(ports.store), [{
    name: "lamps",
    types: ["LampLit"],
    state: "stopped",
    owner: "owner3",
    position: 2,
    behind: 1,
    waiting: 0,
    dead: 0,
    halted: null,
  }]);
});

Deno.test("the status tells what waits from what is dead", async () => {
  const ports = testPorts();
  await light(ports.store, "dead", "dead", "dead", "later", "fine");
  await drain(ports, [lamps(({ stream }) => {
    if (stream === "later") throw new Error("later");
    if (stream === "dead") throw Object.assign(new Error("never"), { permanent: true });
  })]);

  assertEquals(await counts(ports.store), [3, 1]);
  await deadLetters(ports).redrive("lamps:1", "ada");

  assertEquals(await counts(ports.store), [4, 0]);
});

Deno.test("the status of a subscription that runs says so", async () => {
  const ports = testPorts();
  const running = Promise.withResolvers<void>();
  const stop = new AbortController();
  await light(ports.store, "a");
  const run = runSubscriptions(ports, [lamps(() => running.resolve())], { signal: stop.signal });

  await running.promise;
  const [status] = await subscriptionStatus(ports.store);
  stop.abort();
  await run;

  assertEquals(status?.state, "running");
  assertEquals((await subscriptionStatus(ports.store))[0]?.state, "stopped");
});

Deno.test("the status of a subscription that halted says where and why", async () => {
  const ports = testPorts();
  await light(ports.store, "a", "b");
  const picky = lamps(({ stream }) => {
    if (stream === "b") throw Object.assign(new TypeError("not b"), { permanent: true });
  });

  await assertRejects(() => drain(ports, [{ ...picky, onPoison: "halt" }]), SubscriptionHalted);

  const [status] = await subscriptionStatus(ports.store);
  assertEquals([status?.state, status?.position], ["halted", 1]);
  assertEquals(status?.halted, {
    position: 2,
    error: { name: "TypeError", message: "not b", code: null },
  });
});

Deno.test("the status comes in the order of names", async () => {
  const ports = testPorts();
  await drain(ports, ["b", "a", "c"].map((name) => ({ ...lamps(() => {}), name })));

  assertEquals((await subscriptionStatus(ports.store)).map(({ name }) => name), ["a", "b", "c"]);
});

async function counts(store: Store): Promise<unknown> {
  const [status] = await subscriptionStatus(store);
  return [status?.waiting, status?.dead];
}

function lamps(handle: Subscription["handle"]): Subscription {
  return { name: "lamps", types: ["LampLit"], handle };
}

function testPorts(): SubscriptionPorts {
  const clock = memoryClock();
  const newId = sequentialIds("owner");
  const store = memoryStore({ clock, newId });
  return { store, clock, newId, random: seededRandom(1), log: memoryLog() };
}

async function light(store: Store, ...streams: readonly string[]): Promise<void> {
  for (const stream of streams) {
    const events = [{ type: "LampLit", data: {} }];
    await store.commit({ appends: [{ stream, expect: "any", events }] });
  }
}
