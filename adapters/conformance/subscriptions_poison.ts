/** Cases of events that end the run that handles them: 4. */

import assert from "node:assert/strict";
import { deadLetters } from "../../application/events/dead_letters.ts";
import type { Scene, SubscriptionCase } from "./subscription_case.ts";
import { countEffects, effects, emit, keeper, recorder } from "./subscription_samples.ts";

export const poisonCases: readonly SubscriptionCase[] = [
  ...[1, 4].map((concurrency) => ({
    number: 4,
    does: `an attempt that its machine did not survive has failed (concurrency ${concurrency})`,
    run: (scene: Scene) => poison(scene, concurrency),
  })),
  {
    number: 4,
    does: "what was beside an event that kills is not taken for the cause",
    run: besidePoison,
  },
  {
    number: 4,
    does: "a machine that stops in good order leaves no failed attempt behind",
    run: inOrder,
  },
];

/** An event kills every machine that handles it, until it is dead itself. */
async function poison(scene: Scene, concurrency: number): Promise<void> {
  const { store } = scene;
  await emit(store, "a", "poison", "b", "poison", "c", "a", "d", "e");
  let kills = 0;
  for (let dead = false; !dead;) {
    const machine = await scene.machine();
    const { handle } = recorder(({ at }) => {
      if (at !== "poison1") return;
      kills++;
      machine.kill();
    });
    const letters = deadLetters({ ...machine.ports, store });
    machine.run([keeper({ handle, concurrency, retry: { attempts: 3 } })], { ttl: 400 });
    await scene.eventually("the poison or the machine is dead", async () => {
      dead = !machine.isKilled() && (await letters.list({ limit: 9 })).items.length > 0;
      return dead || machine.isKilled();
    }, 50);
  }

  const others = { a: [1, 2], b: [1], c: [1], d: [1], e: [1] };
  const have = async () => JSON.stringify(await effects(store)) === JSON.stringify(others);
  await scene.eventually("the others are handled", have, 50);
  // The first death leaves no record: which event it was is only known afterwards.
  assert.equal(kills, 4);
  const { items } = await deadLetters({ ...(await scene.machine()).ports, store })
    .list({ limit: 9 });
  assert.deepEqual(items.map(({ stream, attempts }) => [stream, attempts]), [["poison", 3]]);
  assert.match(items[0]?.error?.message ?? "", /process ended/);
}

/** The others are always still being handled when the poison kills. */
async function besidePoison(scene: Scene): Promise<void> {
  const { store } = scene;
  await emit(store, "a", "b", "poison", "c", "d");
  let kills = 0;
  for (let dead = false; !dead;) {
    const machine = await scene.machine();
    const { handle } = recorder(async ({ at, context }) => {
      if (at !== "poison1") return await machine.clock.sleep(100, context.signal);
      kills++;
      machine.kill();
    });
    const letters = deadLetters({ ...machine.ports, store });
    const retry = { attempts: 3, firstDelay: 0 };
    machine.run([keeper({ handle, concurrency: 4, retry })], { ttl: 400 });
    await scene.eventually("the poison or the machine is dead", async () => {
      dead = !machine.isKilled() && (await letters.list({ limit: 9 })).items.length > 0;
      return dead || machine.isKilled();
    }, 10);
  }

  await scene.eventually("the others are handled", async () => {
    return await countEffects(store) === 4;
  }, 10);
  assert.deepEqual(await effects(store), { a: [1], b: [1], c: [1], d: [1] });
  const { items } = await deadLetters({ ...(await scene.machine()).ports, store })
    .list({ limit: 9 });
  assert.deepEqual(items.map(({ stream }) => stream), ["poison"]);
  assert.equal(kills, 4);
}

async function inOrder(scene: Scene): Promise<void> {
  const { store } = scene;
  const attempts: number[] = [];
  await emit(store, "a");
  for (const round of [1, 2, 3, 4, 5]) {
    const machine = await scene.machine();
    const { handle, calls } = recorder(({ context }) => {
      attempts.push(context.attempt);
      if (round === 1) throw new Error("once");
      return round < 5 ? new Promise(() => {}) : undefined;
    });
    const run = machine.run([keeper({ handle, retry: { attempts: 3 } })], { stopWithin: 100 });
    await scene.eventually("it is being handled", () => calls.length > 0, 50);
    if (round < 5) await scene.stop(run, 50);
  }

  await scene.eventually("it is handled", async () => (await effects(store))["a"]?.length === 1);
  assert.deepEqual(attempts, [1, 2, 2, 2, 2]);
}
