/** Cases of events and documents in shapes that are not known: 12. */

import assert from "node:assert/strict";
import { eventCodec } from "../../application/events/codec.ts";
import { deadLetters } from "../../application/events/dead_letters.ts";
import { type Subscription, subscription } from "../../application/events/subscription.ts";
import { DocumentFromTheFuture } from "../../application/store/collection.ts";
import type { Store } from "../../application/store/store.ts";
import { rejectsWith } from "./assertions.ts";
import type { Scene, SubscriptionCase } from "./subscription_case.ts";
import { effects, emit, keeper, type Recorder, recorder } from "./subscription_samples.ts";

type Counted = { readonly type: "Counted"; readonly data: { readonly n: number } };

export const futureCases: readonly SubscriptionCase[] = [
  { number: 12, does: "an event from the future is not skipped, and gives way", run: givesWay },
  { number: 12, does: "a document from the future gives way too", run: givesWayToDocuments },
  {
    number: 12,
    does: "waiting for its future uses up no attempts of an event",
    run: usesUpNothing,
  },
  { number: 12, does: "a drain throws at an event from the future", run: drainThrows },
  {
    number: 12,
    does: "data of another shape is dead at once, and holds up no other",
    run: invalid,
  },
];

/** A subscription that knows schema versions up to one. */
function knowing(version: number, { handle }: Recorder): Subscription {
  const parse = (data: unknown): Counted["data"] => {
    if (typeof data === "object" && data !== null && "n" in data) return data as Counted["data"];
    throw new TypeError("n is missing");
  };
  const upcasters = { 1: (data: unknown) => data as Counted["data"] };
  const codec = eventCodec<Counted>({ Counted: { version, parse, upcasters } });
  return subscription<Counted>({ name: "keeper", types: ["Counted"], codec, handle });
}

async function emitVersion(store: Store, stream: string, schemaVersion: number): Promise<void> {
  const event = { type: "Counted", data: { n: 1 }, metadata: { schemaVersion } };
  await store.commit({ appends: [{ stream, expect: "any", events: [event] }] });
}

async function givesWay(scene: Scene): Promise<void> {
  const { store } = scene;
  const [old, young] = [await scene.machine(), await scene.machine()];
  const [before, after] = [recorder(), recorder()];
  await emitVersion(store, "a", 1);
  await emitVersion(store, "b", 2);
  await emitVersion(store, "c", 1);
  const ttl = 20_000;
  old.run([knowing(1, before)], { ttl });
  const told = () => old.log.entries.filter(({ level }) => level === "error").length;
  await scene.eventually("the old one has come", () => told() === 1);
  await scene.pass(1.9 * ttl, 200);
  assert.equal(told(), 1, "It leaves others the time to take over");
  await scene.eventually("the old one has come again", () => told() === 2, 200);
  assert.deepEqual(await effects(store), { a: [1] });

  young.run([knowing(2, after)], { ttl });
  await scene.eventually("all is handled", async () => "c" in await effects(store), 200);
  await emitVersion(store, "b", 2);
  await scene.eventually("the young one goes on", () => after.places().includes("b2"), 50);
  assert.deepEqual([before.places(), after.places()], [["a1"], ["b1", "c1", "b2"]]);
}

async function givesWayToDocuments(scene: Scene): Promise<void> {
  const { store } = scene;
  const [old, young] = [await scene.machine(), await scene.machine()];
  const handle = () => {
    throw new DocumentFromTheFuture("lamps", "a", 2);
  };
  await emit(store, "a");
  old.run([keeper({ handle })], { ttl: 20_000 });
  await scene.eventually("the old one has come", () => old.log.entries.length > 0);

  const before = young.clock.monotonic();
  young.run([keeper()], { ttl: 20_000 });
  await scene.eventually("it is handled", async () => "a" in await effects(store), 100);
  assert.ok(young.clock.monotonic() - before <= 10_000, "The old one waited for the young one");
}

async function usesUpNothing(scene: Scene): Promise<void> {
  const { store } = scene;
  const dead = await scene.machine();
  await emitVersion(store, "a", 2);
  // What a run may have died of is written down before it is tried: the records must not add up.
  dead.run([keeper({ handle: () => dead.kill() })], { ttl: 500 });
  await scene.eventually("the first is dead", dead.isKilled);

  const old = await scene.machine();
  const run = old.run(
    [knowing(1, recorder())].map((each) => ({ ...each, retry: { attempts: 2 } })),
    {
      ttl: 500,
    },
  );
  const told = () => old.log.entries.filter(({ level }) => level === "error").length;
  await scene.eventually("the old one has come four times", () => told() >= 4, 50);
  await scene.stop(run);
  const { items } = await deadLetters({ ...old.ports, store }).list({ limit: 9 });
  assert.deepEqual(items, []);

  const seen = recorder();
  (await scene.machine()).run([knowing(2, seen)], { ttl: 500 });
  await scene.eventually("it is handled", () => seen.calls.length === 1, 50);
}

async function drainThrows(scene: Scene): Promise<void> {
  const { store } = scene;
  const seen = recorder();
  await emitVersion(store, "a", 2);
  const { drain } = await scene.machine();

  await rejectsWith(drain([knowing(1, seen)]), "events/from-the-future", { position: 1 });
  await drain([knowing(2, seen)]);
  assert.deepEqual(seen.places(), ["a1"]);
}

async function invalid(scene: Scene): Promise<void> {
  const { store } = scene;
  const seen = recorder();
  const events = [{ type: "Counted", data: "no number" }];
  await store.commit({ appends: [{ stream: "a", expect: "any", events }] });
  await emit(store, "a", "b");
  const machine = await scene.machine();
  await machine.drain([knowing(1, seen)]);

  assert.deepEqual(seen.places(), ["b1"]);
  const { items } = await deadLetters({ ...machine.ports, store }).list({ limit: 9 });
  assert.deepEqual(items.map(({ stream, error }) => [stream, error?.code]), [
    ["a", "events/invalid"],
  ]);
}
