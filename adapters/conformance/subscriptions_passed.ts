/** Cases of what is passed while it hangs: 13. */

import assert from "node:assert/strict";
import { hanging, hasPassed, passBoth, waitingEvents } from "./hanging_samples.ts";
import type { Scene, SubscriptionCase } from "./subscription_case.ts";
import { countEffects, crowd, effects, emit, keeper, recorder } from "./subscription_samples.ts";

export const passedCases: readonly SubscriptionCase[] = [
  { number: 13, does: "what was passed while it hung is handled once, in order", run: once },
  { number: 13, does: "what was passed while it hung may fail, and is tried again", run: fails },
  { number: 13, does: "what was passed while it hung may meet with a conflict", run: conflicts },
  {
    number: 13,
    does: "an attempt that its machine did not survive counts, once passed",
    run: killed,
  },
  {
    number: 13,
    does: "an attempt that was left behind does not count, once passed",
    run: leftBehind,
  },
];

async function once(scene: Scene): Promise<void> {
  const { store } = scene;
  const { handle, calls, places, letGo } = hanging();
  const machine = await passBoth(scene, handle);
  await emit(store, "a", "b");
  await scene.eventually("the other is handled", async () => await countEffects(store) === 2);
  letGo();

  await scene.eventually("all is handled", async () => await countEffects(store) === 5);
  assert.deepEqual(await effects(store), { a: [1, 2, 3], b: [1, 2] });
  assert.deepEqual(places().filter((at) => at.startsWith("a")), ["a1", "a2", "a3"]);
  assert.ok(calls.every(({ context }) => context.attempt === 1));
  await scene.eventually("nothing waits", async () => await waitingEvents(scene) === 0);
  assert.deepEqual(machine.log.entries, []);
}

async function fails(scene: Scene): Promise<void> {
  const { store } = scene;
  const gate = Promise.withResolvers<void>();
  const { handle, calls } = recorder(async ({ at, context }) => {
    if (at !== "a1" || context.attempt > 1) return;
    await gate.promise;
    throw new Error("too late");
  });
  await passBoth(scene, handle);
  gate.resolve();

  await scene.eventually("all is handled", async () => await countEffects(store) === 3, 20);
  assert.deepEqual(await effects(store), { a: [1, 2], b: [1] });
  const attempts = calls.filter(({ at }) => at === "a1").map(({ context }) => context.attempt);
  assert.deepEqual(attempts, [1, 2]);
}

async function conflicts(scene: Scene): Promise<void> {
  const { store } = scene;
  const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let runs = 0;
  const { handle, calls } = recorder(async ({ at, context }) => {
    if (at !== "a1") return;
    await context.tx.get("others", "a");
    await gates[runs++]?.promise;
  });
  await emit(store, "a");
  const machine = await scene.machine();
  machine.run([keeper({ handle, concurrency: 2 })]);
  await scene.eventually("it hangs", () => runs === 1);
  await store.commit({ puts: [{ collection: "others", id: "a", expect: "any", value: 1 }] });
  gates[0]?.resolve();
  await scene.eventually("it hangs again", () => runs === 2);
  await crowd(store);
  await emit(store, "a", "b");
  await scene.eventually("both were passed", () => hasPassed(scene, 2));
  await store.commit({ puts: [{ collection: "others", id: "a", expect: "any", value: 2 }] });
  gates[1]?.resolve();

  await scene.eventually("all is handled", async () => await countEffects(store) === 3);
  assert.deepEqual(await effects(store), { a: [1, 2], b: [1] });
  assert.equal(calls.filter(({ at }) => at === "a1").length, 3);
  assert.deepEqual(machine.log.entries, []);
}

async function killed(scene: Scene): Promise<void> {
  const { store } = scene;
  const { handle } = hanging();
  (await passBoth(scene, handle)).kill();
  await emit(store, "a", "b");

  const after = recorder();
  (await scene.machine()).run([
    keeper({ handle: after.handle, concurrency: 2, retry: { firstDelay: 200 } }),
  ], { ttl: 500 });
  await scene.eventually("all is handled", async () => await countEffects(store) === 5, 20);
  assert.deepEqual(await effects(store), { a: [1, 2, 3], b: [1, 2] });
  const attempts = after.calls.map(({ at, context }) => [at, context.attempt]);
  assert.deepEqual(attempts.filter(([at]) => at === "a1"), [["a1", 2]]);
}

async function leftBehind(scene: Scene): Promise<void> {
  const { store } = scene;
  const { handle } = hanging();
  const machine = await passBoth(scene, handle);
  for (const run of machine.runs) await scene.stop(run, 50);

  const after = recorder();
  (await scene.machine()).run([keeper({ handle: after.handle })]);
  await scene.eventually("all is handled", async () => await countEffects(store) === 3);
  assert.deepEqual(after.places(), ["a1", "a2"]);
  assert.ok(after.calls.every(({ context }) => context.attempt === 1));
}
