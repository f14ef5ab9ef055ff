/** Cases of events that failed for good, and of the streams behind them: 6. */

import assert from "node:assert/strict";
import { deadLetters } from "../../application/events/dead_letters.ts";
import { subscriptionStatus } from "../../application/events/subscription_status.ts";
import type { Scene, SubscriptionCase } from "./subscription_case.ts";
import {
  brokenAt,
  countEffects,
  effects,
  emit,
  keeper,
  permanent,
} from "./subscription_samples.ts";

export const parkingCases: readonly SubscriptionCase[] = [
  { number: 6, does: "[F-1] a dead event parks its stream, and no other", run: parks },
  {
    number: 6,
    does: "a parked stream stays parked over restarts and take-overs",
    run: staysParked,
  },
  { number: 6, does: "[F-1] a dead letter says what happened", run: says },
];

async function parks(scene: Scene): Promise<void> {
  const { store } = scene;
  const { handle, places } = brokenAt("a2");
  await emit(store, "a", "a", "b", "a", "b");
  (await scene.machine()).run([keeper({ handle })]);
  await scene.eventually("the others are handled", async () => await countEffects(store) === 3);
  await emit(store, "a", "b", "c");

  await scene.eventually("new ones too", async () => await countEffects(store) === 5);
  await scene.pass(10_000, 100);
  assert.deepEqual(await effects(store), { a: [1], b: [1, 2, 3], c: [1] });
  assert.equal(places().filter((at) => at.startsWith("a")).length, 2);
}

async function staysParked(scene: Scene): Promise<void> {
  const { store } = scene;
  const { handle } = brokenAt("a1");
  await emit(store, "a", "a", "b");
  const first = await scene.machine();
  first.run([keeper({ handle })], { ttl: 1000 });
  await scene.eventually("the other is handled", async () => await countEffects(store) === 1);
  first.kill();

  const second = await scene.machine();
  const run = second.run([keeper()], { ttl: 1000 });
  await emit(store, "a", "b");
  await scene.eventually("a new one is handled", async () => await countEffects(store) === 2, 50);
  await scene.stop(run);
  await second.drain([keeper()]);
  assert.deepEqual(await effects(store), { b: [1, 2] });
  const [status] = await subscriptionStatus(store);
  assert.deepEqual([status?.dead, status?.waiting], [1, 2]);
}

async function says(scene: Scene): Promise<void> {
  const { store } = scene;
  await emit(store, "b", "a", "a");
  const machine = await scene.machine();
  await machine.drain([keeper({
    handle: ({ stream }) => {
      if (stream === "a") {
        throw Object.assign(permanent("é\u0000\ud800"), { name: "Odd", code: "E1" });
      }
    },
  })]);

  const letters = deadLetters({ ...machine.ports, store });
  const { items: [letter] } = await letters.list({ limit: 9 });
  const detail = await letters.show(letter?.id ?? "");
  const { events: [_, event] } = await store.readLog({ after: 0, limit: 9 });
  assert.deepEqual(detail, {
    id: "keeper:2",
    subscription: "keeper",
    position: 2,
    stream: "a",
    type: "Counted",
    eventId: event?.id,
    attempts: 1,
    error: { name: "Odd", message: "é\u0000\ud800", code: "E1" },
    failedAt: "2026-01-01T00:00:00.000Z",
    asked: null,
    event,
    waiting: 1,
  });
}
