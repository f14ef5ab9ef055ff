/** Cases of several machines that run one subscription: 4. */

import assert from "node:assert/strict";
import type { Scene, SubscriptionCase } from "./subscription_case.ts";
import { countEffects, effects, emit, emitMany, keeper, recorder } from "./subscription_samples.ts";
import { numbers } from "./store_samples.ts";

const HOUR = 60 * 60 * 1000;

export const takeOverCases: readonly SubscriptionCase[] = [
  { number: 4, does: "[F-11] of two runners of one name one hands out, each event once", run: two },
  {
    number: 4,
    does: "takes over when the other has stopped dead",
    run: (scene) => takes(scene, 0),
  },
  {
    number: 4,
    does: "takes over with a clock that is an hour ahead",
    run: (scene) => takes(scene, HOUR),
  },
  {
    number: 4,
    does: "takes over with a clock that is an hour behind",
    run: (scene) => takes(scene, -HOUR),
  },
  { number: 4, does: "takes over at once when the other has stopped in good order", run: atOnce },
  { number: 4, does: "leaves alone who is slow, but alive", run: leavesAlone },
  { number: 4, does: "who has slept for an hour takes over from nobody who is alive", run: slept },
  {
    number: 4,
    does: "what waits for its retry is not held up by the clock it was set by",
    run: clocks,
  },
];

async function two(scene: Scene): Promise<void> {
  const { store } = scene;
  const seen = [recorder(), recorder()];
  for (const { handle } of seen) (await scene.machine()).run([keeper({ handle })]);
  await emitMany(store, ["a", "b"], 20);

  await scene.eventually("all is handled", async () => await countEffects(store) === 40);
  assert.deepEqual(await effects(store), { a: numbers(20), b: numbers(20) });
  assert.deepEqual(seen.map(({ calls }) => calls.length).toSorted((a, b) => a - b), [0, 40]);
}

async function takes(scene: Scene, ahead: number): Promise<void> {
  const { store } = scene;
  const ttl = 2000;
  const [first, second] = [await scene.machine(), await scene.machine({ ahead })];
  const dying = recorder(({ at }) => at === "a2" ? first.kill() : undefined);
  const { handle, places } = recorder();
  await emit(store, "a", "a", "b");
  first.run([keeper({ handle: dying.handle })], { ttl });
  await scene.eventually("the first is dead", first.isKilled);

  second.run([keeper({ handle })], { ttl });
  await scene.pass(ttl - 200);
  assert.deepEqual(places(), [], "Nobody is taken over before his time");
  await scene.eventually(
    "the second has taken over",
    async () => await countEffects(store) === 3,
    20,
  );
  assert.deepEqual(await effects(store), { a: [1, 2], b: [1] });
  assert.deepEqual(places(), ["a2", "b1"]);
}

async function atOnce(scene: Scene): Promise<void> {
  const { store } = scene;
  const seen = recorder();
  const ttl = 1_000_000;
  const first = (await scene.machine()).run([keeper()], { ttl });
  await emit(store, "a");
  await scene.eventually("the first leads", async () => await countEffects(store) === 1);
  await scene.stop(first);
  await emit(store, "a");

  (await scene.machine()).run([keeper({ handle: seen.handle })], { ttl });
  await scene.eventually("the second leads", () => seen.calls.length === 1);
}

async function leavesAlone(scene: Scene): Promise<void> {
  const { store } = scene;
  const gate = Promise.withResolvers<void>();
  const slow = recorder(() => gate.promise);
  const idle = recorder();
  await emit(store, "a", "a");
  const ttl = 5000;
  (await scene.machine()).run([keeper({ handle: slow.handle })], { ttl });
  await scene.eventually("the first is at work", () => slow.calls.length === 1);
  (await scene.machine()).run([keeper({ handle: idle.handle })], { ttl });

  await scene.pass(3 * ttl, 25);
  gate.resolve();
  await scene.eventually("all is handled", async () => await countEffects(store) === 2);
  assert.deepEqual([slow.places(), idle.places()], [["a1", "a2"], []]);
}

async function slept(scene: Scene): Promise<void> {
  const { store } = scene;
  const [seen, idle] = [recorder(), recorder()];
  const [first, second] = [await scene.machine(), await scene.machine()];
  first.run([keeper({ handle: seen.handle })]);
  await emit(store, "a");
  await scene.eventually("the first leads", async () => await countEffects(store) === 1);
  second.run([keeper({ handle: idle.handle })]);
  await scene.pass(2000, 20);
  second.clock.advance(HOUR);
  await scene.pass(10_000, 20);
  await emit(store, "a");

  await scene.eventually("the new one is handled", async () => await countEffects(store) === 2);
  assert.deepEqual([seen.places(), idle.places()], [["a1", "a2"], []]);
  assert.deepEqual(first.log.entries, []);
}

async function clocks(scene: Scene): Promise<void> {
  const { store } = scene;
  const failing = recorder(() => Promise.reject(new Error("not yet")));
  await emit(store, "a", "b");
  const ahead = (await scene.machine({ ahead: HOUR }))
    .run([keeper({ handle: failing.handle, retry: { firstDelay: 1000 } })]);
  await scene.eventually("both have failed", () => failing.calls.length === 2);
  await scene.stop(ahead);

  const machine = await scene.machine();
  const before = machine.clock.monotonic();
  machine.run([keeper({ retry: { firstDelay: 1000 } })]);
  await scene.eventually("both are handled", async () => await countEffects(store) === 2, 50);
  assert.ok(
    machine.clock.monotonic() - before < HOUR / 60,
    "They did not wait for the other clock",
  );
}
