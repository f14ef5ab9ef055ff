/** Cases of several streams in flight at a time: 13. */

import assert from "node:assert/strict";
import type { Scene, SubscriptionCase } from "./subscription_case.ts";
import { countEffects, effects, emit, emitMany, keeper, recorder } from "./subscription_samples.ts";
import { numbers } from "./store_samples.ts";

export const concurrencyCases: readonly SubscriptionCase[] = [
  { number: 13, does: "n streams are handled in parallel, and no more", run: inParallel },
  { number: 13, does: "each stream keeps its order, however long each event takes", run: order },
  { number: 13, does: "[F-2] a handler that hangs holds up its own stream only", run: hanging },
  { number: 13, does: "a hanging stream with many events holds up no other", run: crowded },
  { number: 13, does: "what finished ahead of a crash is not done again", run: crash },
];

async function inParallel(scene: Scene): Promise<void> {
  const { store } = scene;
  let running = 0;
  let most = 0;
  const gate = Promise.withResolvers<void>();
  const { handle } = recorder(async () => {
    most = Math.max(most, ++running);
    await gate.promise;
    running--;
  });
  await emitMany(store, "abcdefg".split(""), 2);
  (await scene.machine()).run([keeper({ handle, concurrency: 5 })]);
  await scene.eventually("five are being handled", () => running === 5);
  gate.resolve();

  await scene.eventually("all is handled", async () => await countEffects(store) === 14);
  assert.equal(most, 5);
}

async function order(scene: Scene): Promise<void> {
  const { store } = scene;
  const streams = "abcdef".split("");
  const { handle } = recorder(async () => {
    for (let turns = scene.random() * 8; turns > 0; turns--) await store.head();
  });
  (await scene.machine()).run([keeper({ handle, concurrency: 4 })]);
  for (let n = 0; n < 120; n++) {
    await emit(store, streams[Math.floor(scene.random() * streams.length)] ?? "a");
  }

  await scene.eventually("all is handled", async () => await countEffects(store) === 120);
  const found = Object.values(await effects(store));
  assert.deepEqual(found, found.map(({ length }) => numbers(length)));
}

async function hanging(scene: Scene): Promise<void> {
  const { store } = scene;
  const { handle } = recorder(({ event }) =>
    event.stream === "a" ? new Promise<void>(() => {}) : undefined
  );
  await emit(store, "a");
  await emitMany(store, "abcdefg".split(""), 20);
  (await scene.machine()).run([keeper({ handle, concurrency: 2 })]);

  await scene.eventually("the others are handled", async () => await countEffects(store) === 120);
}

async function crowded(scene: Scene): Promise<void> {
  const { store } = scene;
  const { handle } = recorder(({ event }) =>
    event.stream === "a" ? new Promise<void>(() => {}) : undefined
  );
  for (const stream of ["a", "b"]) await emitMany(store, [stream], 200);
  (await scene.machine()).run([keeper({ handle, concurrency: 2 })]);

  await scene.eventually("the other is handled", async () => await countEffects(store) === 200);
}

async function crash(scene: Scene): Promise<void> {
  const { store } = scene;
  const hang = ({ event }: { readonly event: { readonly stream: string } }) =>
    event.stream === "a" ? new Promise<void>(() => {}) : undefined;
  const before = recorder(hang);
  await emit(store, "a");
  await emitMany(store, ["b", "c", "d"], 5);
  for (const left of [15, 21]) {
    const dying = await scene.machine();
    dying.run([keeper({ handle: before.handle, concurrency: 3 })], { ttl: 500 });
    await scene.eventually(
      "the others are done",
      async () => await countEffects(store) === left,
      20,
    );
    dying.kill();
    await emitMany(store, ["b", "c", "d"], 2);
  }

  const after = recorder();
  (await scene.machine()).run([keeper({ handle: after.handle, concurrency: 3 })], { ttl: 500 });
  await scene.eventually("all is handled", async () => await countEffects(store) === 28, 20);
  assert.deepEqual(await effects(store), { a: [1], b: numbers(9), c: numbers(9), d: numbers(9) });
  assert.equal(after.calls.length, 7);
}
