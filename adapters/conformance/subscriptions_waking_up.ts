/** Cases of machines that wake up after they were taken over: 4. */

import assert from "node:assert/strict";
import { subscriptionStatus } from "../../application/events/subscription_status.ts";
import type { Scene, SubscriptionCase } from "./subscription_case.ts";
import { countEffects, effects, emit, keeper, recorder } from "./subscription_samples.ts";

export const wakingUpCases: readonly SubscriptionCase[] = [
  { number: 4, does: "who did not notice that it was taken over stops quietly", run: stoodStill },
  {
    number: 4,
    does: "who wakes up again stops quietly, without effect, and stands by",
    run: wakesUp,
  },
  { number: 4, does: "who wakes up again and fails leaves no record of it", run: failsLate },
];

async function wakesUp(scene: Scene): Promise<void> {
  const { store } = scene;
  const [first, second] = [await scene.machine(), await scene.machine()];
  const [sleeping, awake] = [recorder(() => first.line.hold()), recorder()];
  await emit(store, "a", "a", "b");
  first.run([keeper({ handle: sleeping.handle, concurrency: 2 })], { ttl: 1000 });
  await scene.eventually("the first sleeps in a handler", () => sleeping.calls.length > 0);
  const other = second.run([keeper({ handle: awake.handle })], { ttl: 1000 });
  await scene.eventually("the second has all", async () => await countEffects(store) === 3, 20);

  first.line.release();
  await scene.pass(3000, 20);
  assert.deepEqual(await effects(store), { a: [1, 2], b: [1] });
  assert.deepEqual(first.log.entries.filter(({ level }) => level !== "info"), []);

  await scene.stop(other);
  await emit(store, "c");
  await scene.eventually("the first leads again", () => sleeping.places().includes("c1"), 20);
}

/** Only the second one's time passes: the first has not even missed a heartbeat yet. */
async function stoodStill(scene: Scene): Promise<void> {
  const { store } = scene;
  const [first, second] = [await scene.machine(), await scene.machine()];
  const gate = Promise.withResolvers<void>();
  const [slow, quick] = [recorder(() => gate.promise), recorder()];
  await emit(store, "a", "a");
  first.run([keeper({ handle: slow.handle })]);
  await scene.eventually("the first is at work", () => slow.calls.length === 1);
  second.run([keeper({ handle: quick.handle })]);
  await scene.eventually("the second has all", async () => {
    second.clock.advance(100);
    return await countEffects(store) === 2;
  });
  gate.resolve();

  await scene.pass(3000, 20);
  assert.deepEqual(await effects(store), { a: [1, 2] });
  assert.deepEqual([slow.places(), quick.places()], [["a1"], ["a1", "a2"]]);
  assert.deepEqual(first.log.entries.map(({ level }) => level), ["info"]);
}

/** What it would write down of the failure belongs to the one who leads by now. */
async function failsLate(scene: Scene): Promise<void> {
  const { store } = scene;
  const [first, second] = [await scene.machine(), await scene.machine()];
  const sleeping = recorder(() => {
    first.line.hold();
    throw new Error("too late");
  });
  await emit(store, "a", "a");
  first.run([keeper({ handle: sleeping.handle })], { ttl: 1000 });
  await scene.eventually("the first sleeps in a handler", () => sleeping.calls.length > 0);
  second.run([keeper()], { ttl: 1000 });
  await scene.eventually("the second has all", async () => await countEffects(store) === 2, 20);

  first.line.release();
  await scene.pass(3000, 20);
  await emit(store, "a");
  await scene.eventually("the second goes on", async () => await countEffects(store) === 3, 20);
  const [status] = await subscriptionStatus(store);
  assert.deepEqual([status?.waiting, status?.dead], [0, 0]);
}
