/** Cases of what an attempt that fails leaves behind: 5. */

import assert from "node:assert/strict";
import { deadLetters } from "../../application/events/dead_letters.ts";
import type { Scene, SubscriptionCase } from "./subscription_case.ts";
import {
  countEffects,
  effects,
  emit,
  keeper,
  permanent,
  recorder,
} from "./subscription_samples.ts";

export const attemptCases: readonly SubscriptionCase[] = [
  { number: 5, does: "a stream that waits for its retry holds up no other", run: holdsUpNobody },
  { number: 5, does: "what queued behind a retry follows in order", run: inOrder },
  { number: 5, does: "what a failed attempt staged is not stored", run: stagesNothing },
  { number: 5, does: "every attempt has the same idempotency key, every event its own", run: keys },
  { number: 5, does: "[F-1] an error that is permanent is dead at once", run: atOnce },
  { number: 5, does: "a conflict runs the handler again, and is no failure", run: conflicts },
];

async function holdsUpNobody(scene: Scene): Promise<void> {
  const { store } = scene;
  const { handle } = recorder(({ event }) => {
    if (event.stream === "a") throw new Error("not yet");
  });
  await emit(store, "a", "b", "a", "c", "b", "a", "d");
  (await scene.machine()).run([keeper({ handle })]);

  await scene.eventually("the others are handled", async () => await countEffects(store) === 4);
  assert.deepEqual(await effects(store), { b: [1, 2], c: [1], d: [1] });
}

async function inOrder(scene: Scene): Promise<void> {
  const { store } = scene;
  let broken = true;
  const { handle, places } = recorder(({ event }) => {
    if (broken && event.stream === "a") throw new Error("not yet");
  });
  await emit(store, "a", "a", "b", "a");
  const first = (await scene.machine()).run([keeper({ handle })]);
  await scene.eventually("the other is handled", async () => await countEffects(store) === 1);
  await scene.stop(first);
  await emit(store, "a", "b");
  broken = false;
  (await scene.machine()).run([keeper({ handle, concurrency: 3 })]);

  await scene.eventually("all is handled", async () => await countEffects(store) === 6, 20);
  assert.deepEqual(await effects(store), { a: [1, 2, 3, 4], b: [1, 2] });
  assert.equal(places().filter((at) => at !== "a1").length, 5);
}

async function stagesNothing(scene: Scene): Promise<void> {
  const { store } = scene;
  await emit(store, "a");
  (await scene.machine()).run([keeper({
    retry: { firstDelay: 1 },
    handle: (event, { tx, attempt }) => {
      tx.put({ collection: "effects", id: `attempt ${attempt}`, value: [event.version] });
      tx.append("after", [{ type: "Followed", data: attempt }]);
      if (attempt < 3) throw new Error("not yet");
    },
  })]);

  await scene.eventually("it is handled", async () => await countEffects(store) > 0, 10);
  assert.deepEqual(await effects(store), { "attempt 3": [1] });
  assert.deepEqual((await store.readStream("after")).map(({ data }) => data), [3]);
}

async function keys(scene: Scene): Promise<void> {
  const { store } = scene;
  const { handle, calls } = recorder(({ context }) => {
    if (context.attempt < 3) throw new Error("not yet");
  });
  await emit(store, "a", "b", "a");
  (await scene.machine()).run([keeper({ handle, retry: { firstDelay: 1 } })]);

  await scene.eventually("all is handled", async () => await countEffects(store) === 3, 10);
  assert.equal(calls.length, 9);
  const byEvent = new Map(calls.map(({ at, context }) => [at, context.idempotencyKey]));
  assert.equal(new Set(byEvent.values()).size, 3);
  assert.ok(calls.every(({ at, context }) => byEvent.get(at) === context.idempotencyKey));
}

async function atOnce(scene: Scene): Promise<void> {
  const { store } = scene;
  const { handle, calls } = recorder(() => {
    throw permanent("never");
  });
  await emit(store, "a");
  const machine = await scene.machine();
  machine.run([keeper({ handle })]);
  const letters = deadLetters({ ...machine.ports, store });

  await scene.eventually(
    "it is dead",
    async () => (await letters.list({ limit: 9 })).items.length > 0,
  );
  await scene.pass(1000, 50);
  assert.equal(calls.length, 1);
}

async function conflicts(scene: Scene): Promise<void> {
  const { store } = scene;
  const { handle, calls } = recorder(async ({ event, context }) => {
    await context.tx.get("others", event.stream);
    if (calls.length > 3) return;
    const value = calls.length;
    await store.commit({ puts: [{ collection: "others", id: "a", expect: "any", value }] });
  });
  await emit(store, "a");
  const machine = await scene.machine();
  machine.run([keeper({ handle })]);

  await scene.eventually("it is handled", async () => await countEffects(store) === 1);
  assert.deepEqual(calls.map(({ context }) => context.attempt), [1, 1, 1, 1]);
  assert.deepEqual(machine.log.entries, []);
}
