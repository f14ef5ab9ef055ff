/** Cases in which everything fails: 5. */

import assert from "node:assert/strict";
import { deadLetters } from "../../application/events/dead_letters.ts";
import { StoreUnavailable } from "../../application/store/errors.ts";
import type { Scene, SubscriptionCase } from "./subscription_case.ts";
import { countEffects, effects, emit, emitMany, keeper, recorder } from "./subscription_samples.ts";

export const outageCases: readonly SubscriptionCase[] = [
  ...[1, 4].map((concurrency) => ({
    number: 5,
    does:
      `when everything fails it slows down to probes, and loses nothing (${concurrency} at a time)`,
    run: (scene: Scene) => outage(scene, concurrency),
  })),
  { number: 5, does: "failures that take long are an outage too", run: slowFailures },
  { number: 5, does: "an outage uses up no attempts, over restarts too", run: restarts },
  { number: 5, does: "an outage ends soon after what failed works again", run: endsSoon },
  { number: 5, does: "a few streams that fail for good are no outage", run: aFew },
  { number: 5, does: "a store that is away uses up no attempts", run: storeAway },
];

const streams = "abcdefghijklmnopqrst".split("");

async function outage(scene: Scene, concurrency: number): Promise<void> {
  const { store } = scene;
  let down = true;
  const { handle, calls } = recorder(() => {
    if (down) throw new Error("down");
  });
  const few = streams.slice(0, 8);
  await emitMany(store, few, 2);
  const machine = await scene.machine();
  const retry = { attempts: 2, firstDelay: 100, longestDelay: 1000 };
  machine.run([keeper({ handle, concurrency, retry })]);
  await scene.pass(120_000, 100);
  assert.ok(calls.length >= 16 && calls.length < 45, `${calls.length} calls in two minutes`);

  down = false;
  await scene.eventually("all is handled", async () => await countEffects(store) === 16, 20);
  assert.deepEqual(
    await effects(store),
    Object.fromEntries(few.map((stream) => [stream, [1, 2]])),
  );
  const { items } = await deadLetters({ ...machine.ports, store }).list({ limit: 9 });
  assert.deepEqual(items, []);
}

/** Every failure takes longer than the delay after it, so that there is always a retry due. */
async function slowFailures(scene: Scene): Promise<void> {
  const { store } = scene;
  await emitMany(store, streams, 1);
  for (const onPoison of ["park", "halt"] as const) {
    const machine = await scene.machine();
    let down = true;
    const { handle } = recorder(async () => {
      if (!down) return;
      await machine.clock.sleep(2000);
      throw new Error("down");
    }, onPoison);
    const name = `keeper-${onPoison}`;
    const retry = { attempts: 3, firstDelay: 100, longestDelay: 1000 };
    const run = machine.run([keeper({ name, handle, retry, onPoison })]);
    await scene.pass(60_000, 50);
    down = false;
    const handled = async () => Object.keys(await effects(store, onPoison)).length;
    await scene.eventually("all is handled", async () => await handled() === streams.length, 50);
    await scene.stop(run);
  }
}

async function restarts(scene: Scene): Promise<void> {
  const { store } = scene;
  let down = true;
  const { handle } = recorder(() => {
    if (down) throw new Error("down");
  });
  await emitMany(store, streams, 1);
  const retry = { attempts: 4, firstDelay: 100, longestDelay: 1000 };
  for (const _ of [1, 2, 3]) {
    const run = (await scene.machine()).run([keeper({ handle, retry })]);
    await scene.pass(20_000, 100);
    await scene.stop(run);
  }
  const machine = await scene.machine();
  down = false;
  machine.run([keeper({ handle, retry })]);

  await scene.eventually("all is handled", async () => await countEffects(store) === 20, 20);
}

async function endsSoon(scene: Scene): Promise<void> {
  const { store } = scene;
  let down = true;
  const { handle } = recorder(() => {
    if (down) throw new Error("down");
  });
  await emitMany(store, streams, 1);
  const machine = await scene.machine();
  machine.run([keeper({ handle, retry: { firstDelay: 100, longestDelay: 1000 } })]);
  await scene.pass(30_000, 100);
  down = false;
  const since = machine.clock.monotonic();

  await scene.eventually("all is handled", async () => await countEffects(store) === 20, 20);
  const took = machine.clock.monotonic() - since;
  assert.ok(took <= 15_000, `It took ${took} ms until all was handled`);
}

async function aFew(scene: Scene): Promise<void> {
  const { store } = scene;
  const { handle } = recorder(({ event }) => {
    if ("abcdef".includes(event.stream)) throw new Error("never");
  });
  const machine = await scene.machine();
  const letters = deadLetters({ ...machine.ports, store });
  machine.run([keeper({ handle, retry: { attempts: 3, firstDelay: 10 } })]);
  const dead = async () => (await letters.list({ limit: 9 })).items.length;
  for (let round = 0; await dead() < 6; round++) {
    assert.ok(round < 100, `${await dead()} of 6 are dead after ${round} rounds`);
    await emitMany(store, streams, 1);
    await scene.pass(100, 20);
  }
}

async function storeAway(scene: Scene): Promise<void> {
  const { store } = scene;
  const machine = await scene.machine();
  const { handle, calls } = recorder(({ event, context }) => {
    if (event.stream === "a" && context.attempt === 1) throw new Error("once");
  });
  await emit(store, "a", "b", "c");
  let away = true;
  machine.line.onCommit = (changes, send) => {
    const isEffect = changes.puts?.some(({ collection }) => collection === "effects");
    return away && isEffect ? Promise.reject(new StoreUnavailable("away")) : send();
  };
  machine.run([keeper({ handle, retry: { attempts: 3, firstDelay: 100 } })]);
  const tries = (stream: string) => calls.filter(({ event }) => event.stream === stream).length;
  await scene.eventually("it has been tried again and again", () => tries("a") > 5, 100);
  away = false;

  await scene.eventually("all is handled", async () => await countEffects(store) === 3, 50);
  assert.ok(calls.every(({ context }) => context.attempt <= 2), "Only the handler fails attempts");
}
