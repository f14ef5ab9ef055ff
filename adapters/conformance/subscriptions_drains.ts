/** Cases of running subscriptions once, to the end: 3, 5. */

import assert from "node:assert/strict";
import type { Subscription } from "../../application/events/subscription.ts";
import type { Scene, SubscriptionCase } from "./subscription_case.ts";
import { countEffects, effects, emit, emitMany, keeper, recorder } from "./subscription_samples.ts";
import { numbers } from "./store_samples.ts";

export const drainCases: readonly SubscriptionCase[] = [
  { number: 3, does: "a drain handles everything, and what follows from it", run: toTheEnd },
  ...[1, 3, 16].map((concurrency) => ({
    number: 3,
    does: `a drain leaves nothing behind (concurrency ${concurrency})`,
    run: (scene: Scene) => nothingLeft(scene, concurrency),
  })),
  { number: 3, does: "a drain of nothing ends", run: ofNothing },
  { number: 3, does: "a drain hands its lead on at once", run: handsOn },
  { number: 5, does: "a drain leaves retries that are not due to a later one", run: retriesLater },
];

async function toTheEnd(scene: Scene): Promise<void> {
  const { store } = scene;
  await emit(store, "a", "b");
  const chain = ["Counted", "Second", "Third", "Fourth"];
  // Listed in the wrong order on purpose: every round brings news to one that was already done.
  const list = chain.slice(0, -1).toReversed().map((type): Subscription => ({
    name: `after-${type.toLowerCase()}`,
    types: [type],
    handle: ({ stream }, { tx }) => {
      const next = chain[chain.indexOf(type) + 1] ?? "";
      tx.append(stream, [{ type: next, data: {} }]);
    },
  }));
  await (await scene.machine()).drain(list);

  const { events } = await store.readLog({ after: 0, limit: 100 });
  assert.deepEqual(
    events.map(({ type }) => type).toSorted(),
    chain.flatMap((type) => [type, type]).toSorted(),
  );
  assert.equal(new Set(events.map(({ metadata, id }) => metadata.correlationId ?? id)).size, 2);
}

async function nothingLeft(scene: Scene, concurrency: number): Promise<void> {
  const { store } = scene;
  const streams = "abcdefghijkl".split("");
  await emitMany(store, streams, 15);
  const { handle } = recorder(async () => {
    for (let turns = scene.random() * 5; turns > 0; turns--) await store.head();
  });
  await (await scene.machine()).drain([keeper({ handle, concurrency })]);

  assert.deepEqual(
    await effects(store),
    Object.fromEntries(streams.map((stream) => [stream, numbers(15)])),
  );
}

async function ofNothing(scene: Scene): Promise<void> {
  const { drain } = await scene.machine();
  await drain([]);
  await drain([keeper()]);
  await drain([keeper()]);
  assert.equal(await countEffects(scene.store), 0);
}

async function handsOn(scene: Scene): Promise<void> {
  const { store } = scene;
  await emit(store, "a");
  await (await scene.machine()).drain([keeper()]);
  await emit(store, "a");
  (await scene.machine()).run([keeper()]);

  await scene.eventually("the run leads", async () => await countEffects(store) === 2);
}

async function retriesLater(scene: Scene): Promise<void> {
  const { store } = scene;
  const { handle } = recorder(({ at, context }) => {
    if (at === "a1" && context.attempt < 3) throw new Error("not yet");
  });
  await emit(store, "a", "b", "a");
  const machine = await scene.machine({ random: () => 0.9 });
  const sample = [keeper({ handle, retry: { firstDelay: 1000 } })];
  await machine.drain(sample);
  await machine.drain(sample);
  assert.deepEqual(await effects(store), { b: [1] });
  machine.clock.advance(1000);
  await machine.drain(sample);
  assert.deepEqual(await effects(store), { b: [1] });
  machine.clock.advance(2000);
  await machine.drain(sample);
  assert.deepEqual(await effects(store), { a: [1, 2], b: [1] });
}
