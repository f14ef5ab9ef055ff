/** Cases of the commit that lets the checkpoint pass what hangs, beside those that end it: 13. */

import assert from "node:assert/strict";
import {
  crowdBehind,
  hanging,
  hasPassed,
  holdEffectOf,
  onStarting,
  waitingEvents,
} from "./hanging_samples.ts";
import type { Scene, SubscriptionCase } from "./subscription_case.ts";
import { countEffects, crowd, effects, emit, keeper } from "./subscription_samples.ts";

export const passingCases: readonly SubscriptionCase[] = [
  { number: 13, does: "an attempt does not end while it is being passed", run: endsWhilePassed },
  { number: 13, does: "an attempt is not passed while it ends", run: passedWhileEnding },
  {
    number: 13,
    does: "what is behind an attempt is not passed while it ends",
    run: behindWhileEnding,
  },
  ...["before", "after"].map((when) => ({
    number: 13,
    does: `one effect each when the machine is killed ${when} the commit that passes`,
    run: (scene: Scene) => killedPassing(scene, when === "before"),
  })),
];

async function endsWhilePassed(scene: Scene): Promise<void> {
  const { store } = scene;
  const { handle, letGo } = hanging();
  const gate = Promise.withResolvers<void>();
  let passing = 0;
  await crowdBehind(scene);
  const machine = await scene.machine();
  machine.line.onCommit = onStarting(async (send) => {
    passing++;
    await gate.promise;
    return await send();
  });
  machine.run([keeper({ handle })]);
  await scene.eventually("it is being passed", () => passing === 1);
  letGo();
  await scene.pass(100);
  assert.deepEqual(await effects(store), {});
  gate.resolve();

  await scene.eventually("all is handled", async () => await countEffects(store) === 3);
  assert.deepEqual(await effects(store), { a: [1, 2], b: [1] });
  await scene.eventually("nothing waits", async () => await waitingEvents(scene) === 0);
}

async function passedWhileEnding(scene: Scene): Promise<void> {
  const { store } = scene;
  await emit(store, "a");
  const machine = await scene.machine();
  const held = holdEffectOf(machine, "a");
  const run = machine.run([keeper({ concurrency: 2 })]);
  await held.reached;
  await crowd(store);
  await emit(store, "b");
  await scene.eventually("the other is handled", async () => await countEffects(store) === 1);
  await scene.pass(100);
  assert.equal(await waitingEvents(scene), 0);
  held.release();

  await scene.eventually("all is handled", async () => await countEffects(store) === 2);
  await scene.stop(run);
  assert.equal(await hasPassed(scene, await store.head()), true);
  assert.equal(await waitingEvents(scene), 0);
}

async function behindWhileEnding(scene: Scene): Promise<void> {
  const { store } = scene;
  const { handle, letGo } = hanging();
  await emit(store, "a");
  await crowd(store);
  const machine = await scene.machine();
  const held = holdEffectOf(machine, "a");
  machine.run([keeper({ handle, concurrency: 2 })]);
  await scene.eventually("it was passed", () => hasPassed(scene, 1));
  letGo();
  await held.reached;
  await emit(store, "a");
  await crowd(store);
  await emit(store, "b");
  await scene.eventually("the other is handled", async () => await countEffects(store) === 1);
  await scene.pass(100);
  assert.equal(await waitingEvents(scene), 1);
  held.release();

  await scene.eventually("all is handled", async () => await countEffects(store) === 3);
  assert.deepEqual(await effects(store), { a: [1, 2], b: [1] });
}

async function killedPassing(scene: Scene, before: boolean): Promise<void> {
  const { store } = scene;
  await crowdBehind(scene);
  const machine = await scene.machine();
  machine.line.onCommit = onStarting(async (send) => {
    if (!before) await send();
    machine.kill();
    return await new Promise(() => {});
  });
  machine.run([keeper({ handle: hanging().handle, concurrency: 2 })], { ttl: 500 });
  await scene.eventually("it is killed", machine.isKilled);

  const last = keeper({ concurrency: 2, retry: { firstDelay: 200 } });
  (await scene.machine()).run([last], { ttl: 500 });
  await scene.eventually("all is handled", async () => await countEffects(store) === 3, 20);
  assert.deepEqual(await effects(store), { a: [1, 2], b: [1] });
}
