/** Cases of what operators do about dead letters: 7. */

import assert from "node:assert/strict";
import { deadLetters } from "../../application/events/dead_letters.ts";
import type { Scene, SubscriptionCase } from "./subscription_case.ts";
import { effects, emit, emitMany, keeper, recorder } from "./subscription_samples.ts";
import { numbers } from "./store_samples.ts";
import { brokenWorld, have } from "./dead_letter_samples.ts";

export const deadLetterCases: readonly SubscriptionCase[] = [
  {
    number: 7,
    does: "redriving one from another process keeps the order, while new ones come",
    run: one,
  },
  {
    number: 7,
    does: "redriving all keeps the order of every stream, while new ones come",
    run: all,
  },
  { number: 7, does: "discarding passes the event over, and its stream goes on", run: discard },
  { number: 7, does: "what is asked for while nobody runs is done by the next run", run: later },
  { number: 7, does: "what is redriven and fails again has all its attempts again", run: again },
];

async function one(scene: Scene): Promise<void> {
  const { store } = scene;
  const { machine, sample, operator, letters, repair } = await brokenWorld(scene, "ab", {
    concurrency: 3,
  });
  await emit(store, "a", "a", "b", "c", "a", "b");
  machine.run(sample);
  await scene.eventually("two are dead", async () => (await letters()).length === 2);
  repair();
  await emit(store, "a", "c");
  await operator.redrive("keeper:1", "ada");
  await emit(store, "a", "b");

  await have(scene, { a: [1, 2, 3, 4, 5], c: [1, 2] });
  assert.deepEqual((await letters()).map(({ id }) => id), ["keeper:3"]);
}

async function all(scene: Scene): Promise<void> {
  const { store } = scene;
  const streams = "abcdefghij".split("");
  const { machine, sample, operator, letters, repair } = await brokenWorld(scene, "abcdefgh", {
    concurrency: 4,
  });
  await emitMany(store, streams, 3);
  machine.run(sample);
  await scene.eventually("eight are dead", async () => (await letters()).length === 8);
  repair();
  const emitting = (async () => {
    for (const _ of numbers(5)) await emitMany(store, streams, 1);
  })();

  assert.equal(await operator.redriveAll("keeper", "ada"), 8);
  await emitting;
  await have(scene, Object.fromEntries(streams.map((stream) => [stream, numbers(8)])));
  assert.deepEqual(await letters(), []);
}

async function discard(scene: Scene): Promise<void> {
  const { store } = scene;
  const { machine, sample, operator, letters, repair, seen } = await brokenWorld(scene, "a");
  await emit(store, "a", "a", "b", "a");
  machine.run(sample);
  await scene.eventually("one is dead", async () => (await letters()).length === 1);
  repair();
  await operator.discard("keeper:1", "ada");
  await emit(store, "a");

  await have(scene, { a: [2, 3, 4], b: [1] });
  assert.equal(seen.places().filter((at) => at === "a1").length, 1);
  assert.deepEqual(await letters(), []);
}

async function later(scene: Scene): Promise<void> {
  const { store } = scene;
  const { machine, sample, operator, repair } = await brokenWorld(scene, "ab");
  await emit(store, "a", "b", "a", "b");
  await machine.drain(sample);
  repair();
  await operator.redrive("keeper:1", "ada");
  await operator.discard("keeper:2", "ada");
  await machine.drain(sample);

  assert.deepEqual(await effects(store), { a: [1, 2], b: [2] });
}

async function again(scene: Scene): Promise<void> {
  const { store } = scene;
  const { handle, calls } = recorder(() => {
    throw new Error("never");
  });
  await emit(store, "a", "a");
  const machine = await scene.machine();
  const operator = deadLetters({ ...machine.ports, store });
  const dead = async () => (await operator.list({ limit: 9 })).items.filter(({ asked }) => !asked);
  machine.run([keeper({ handle, retry: { attempts: 3, firstDelay: 10 } })]);
  await scene.eventually("it is dead", async () => (await dead()).length === 1, 5);
  await operator.redrive("keeper:1", "ada");
  await scene.eventually("it has been tried again", () => calls.length === 6, 5);
  await scene.eventually("it is dead again", async () => (await dead()).length === 1, 5);

  assert.deepEqual(calls.map(({ context }) => context.attempt), [1, 2, 3, 1, 2, 3]);
  assert.equal((await dead())[0]?.attempts, 3);
  assert.equal((await operator.show("keeper:1")).waiting, 1);
}
