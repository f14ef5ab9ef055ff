/** Cases of subscriptions that rather halt than park: 8. */

import assert from "node:assert/strict";
import type { Subscription } from "../../application/events/subscription.ts";
import { subscriptionStatus } from "../../application/events/subscription_status.ts";
import { rejectsWith } from "./assertions.ts";
import type { Scene, SubscriptionCase } from "./subscription_case.ts";
import {
  brokenAt,
  countEffects,
  effects,
  emit,
  emitMany,
  keeper,
  permanent,
  recorder,
} from "./subscription_samples.ts";
import { numbers } from "./store_samples.ts";

export const haltingCases: readonly SubscriptionCase[] = [
  { number: 8, does: "`halt` stops at an event that failed for good, and says so", run: halts },
  {
    number: 8,
    does: "`halt` tries again in place first, and holds up no other stream",
    run: inPlace,
  },
  {
    number: 8,
    does: "what halted goes on at the same event when it is started again",
    run: goesOn,
  },
  { number: 8, does: "`halt` finishes what else is being handled", run: finishes },
];

function halting(handle: Subscription["handle"], options: Partial<Subscription> = {}) {
  return keeper({ handle, onPoison: "halt", retry: { attempts: 3, firstDelay: 100 }, ...options });
}

async function halts(scene: Scene): Promise<void> {
  const { store } = scene;
  const [broken, other] = [brokenAt("b1"), recorder(() => {}, "other")];
  await emit(store, "a", "b", "c");
  const machine = await scene.machine();
  machine.run([
    halting(broken.handle),
    { name: "other", types: ["Counted"], handle: other.handle },
  ]);
  const isHalted = async () =>
    (await subscriptionStatus(store)).some(({ state }) => state === "halted");
  await scene.eventually("it has halted", isHalted);
  await emit(store, "a");
  await scene.eventually("the other goes on", () => other.calls.length === 4);
  await scene.pass(10_000, 100);

  assert.deepEqual(broken.places(), ["a1", "b1"]);
  const [status] = await subscriptionStatus(store);
  assert.deepEqual([status?.name, status?.position], ["keeper", 1]);
  assert.deepEqual(status?.halted, {
    position: 2,
    error: { name: "Error", message: "broken at b1", code: null },
  });
  const errors = machine.log.entries.filter(({ level }) => level === "error");
  assert.ok(errors.some(({ data }) => String(data.error).includes("halted at 2")));
  await rejectsWith(machine.drain([halting(broken.handle)]), "subscriptions/halted");
}

async function inPlace(scene: Scene): Promise<void> {
  const { store } = scene;
  const { handle, calls, places } = recorder(({ at, context }) => {
    if (at === "a1" && context.attempt < 3) throw new Error("not yet");
  });
  await emit(store, "b");
  await emitMany(store, ["a"], 150);
  await emit(store, "c");
  (await scene.machine()).run([halting(handle)]);
  await scene.eventually("the others are handled", async () => await countEffects(store) === 2);
  assert.deepEqual(places(), ["b1", "a1", "c1"]);

  await scene.eventually("all is handled", async () => await countEffects(store) === 152, 10);
  assert.deepEqual(await effects(store), { a: numbers(150), b: [1], c: [1] });
  assert.deepEqual(calls.map(({ context }) => context.attempt).slice(0, 6), [1, 1, 1, 2, 3, 1]);
}

async function goesOn(scene: Scene): Promise<void> {
  const { store } = scene;
  await emit(store, "a", "b", "a", "b");
  const first = await scene.machine();
  await rejectsWith(
    first.drain([halting(brokenAt("b1").handle, { concurrency: 2 })]),
    "subscriptions/halted",
    {
      subscription: "keeper",
      position: 2,
    },
  );

  const second = await scene.machine();
  await second.drain([halting(recorder().handle)]);
  assert.deepEqual(await effects(store), { a: [1, 2], b: [1, 2] });
  const [status] = await subscriptionStatus(store);
  assert.deepEqual([status?.state, status?.halted, status?.behind], ["stopped", null, 0]);
}

async function finishes(scene: Scene): Promise<void> {
  const { store } = scene;
  const gate = Promise.withResolvers<void>();
  const { handle, places } = recorder(async ({ at }) => {
    if (at === "b1") throw permanent("broken");
    if (at === "a1") await gate.promise;
  });
  await emit(store, "a", "b", "c");
  const run = (await scene.machine()).run([halting(handle, { concurrency: 2 })]);
  await scene.eventually("both are being handled", () => places().length >= 2);
  await scene.pass(100);
  gate.resolve();

  await scene.eventually("the run has ended", run.isDone);
  assert.deepEqual(places(), ["a1", "b1"]);
  assert.deepEqual(await effects(store), { a: [1] });
}
