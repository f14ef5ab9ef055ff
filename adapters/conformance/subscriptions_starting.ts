/** Cases of where a run starts, and goes on: 3, 11. */

import assert from "node:assert/strict";
import {
  countEffects,
  effects,
  emit,
  emitMany,
  keeper,
  recorder,
  recorderOf,
} from "./subscription_samples.ts";
import type { Scene, SubscriptionCase } from "./subscription_case.ts";
import { numbers } from "./store_samples.ts";

export const startingCases: readonly SubscriptionCase[] = [
  { number: 3, does: "a run goes on where the last one stopped", run: goesOn },
  {
    number: 3,
    does: "a run that was killed is gone on with, and nothing happens twice",
    run: killed,
  },
  {
    number: 11,
    does: "starts with the first event, after the last, or after a position",
    run: from,
  },
  { number: 11, does: "where it starts matters for the very first run only", run: firstRunOnly },
];

async function goesOn(scene: Scene): Promise<void> {
  const { store } = scene;
  const { handle, places, calls } = recorder();
  for (const round of numbers(3)) {
    await emit(store, "a", "b");
    const run = (await scene.machine()).run([keeper({ handle })]);
    await scene.eventually("the new ones are handled", () => calls.length >= round * 2);
    await scene.stop(run);
  }
  assert.deepEqual(places(), ["a1", "b1", "a2", "b2", "a3", "b3"]);
}

async function killed(scene: Scene): Promise<void> {
  const { store } = scene;
  await emitMany(store, ["a", "b", "c"], 4);
  for (let left = 12; left > 0; left -= 3) {
    const machine = await scene.machine();
    let before = 3;
    const { handle } = recorder(() => {
      if (before-- === 0) machine.kill();
    });
    machine.run([keeper({ handle })]);
    await scene.eventually(
      "the machine is dead, or all is handled",
      async () => machine.isKilled() || await countEffects(store) === 12,
      50,
    );
  }
  assert.deepEqual(await effects(store), { a: [1, 2, 3, 4], b: [1, 2, 3, 4], c: [1, 2, 3, 4] });
}

async function from(scene: Scene): Promise<void> {
  const { store } = scene;
  const [beginning, now, third] = [recorderOf("all"), recorderOf("none"), recorderOf("later")];
  await emit(store, "a", "a", "a", "a");
  const machine = await scene.machine();
  machine.run([
    keeper({ name: "beginning", handle: beginning.handle, from: "beginning" }),
    keeper({ name: "now", handle: now.handle, from: "now" }),
    keeper({ name: "third", handle: third.handle, from: 3 }),
  ]);
  await scene.eventually("the old ones are handled", () => beginning.calls.length === 4);
  await emit(store, "a");

  await scene.eventually(
    "the new one is handled by all",
    () => [beginning, now, third].every(({ places }) => places().includes("a5")),
  );
  assert.deepEqual([beginning, now, third].map(({ places }) => places()), [
    ["a1", "a2", "a3", "a4", "a5"],
    ["a5"],
    ["a4", "a5"],
  ]);
}

async function firstRunOnly(scene: Scene): Promise<void> {
  const { store } = scene;
  const { handle, calls, places } = recorder();
  await emit(store, "a");
  const machine = await scene.machine();
  await machine.drain([keeper({ handle, from: "now" })]);
  await emit(store, "a", "a");
  await machine.drain([keeper({ handle, from: "now" })]);
  assert.deepEqual(places(), ["a2", "a3"]);
  await machine.drain([keeper({ handle, from: "beginning" })]);
  await machine.drain([keeper({ handle, from: 1 })]);
  assert.equal(calls.length, 2);
}
