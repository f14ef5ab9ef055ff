/** Cases of waiting for a subscription, and of being woken: 15, 16. */

import assert from "node:assert/strict";
import { realClock } from "./real_clock.ts";
import type { Scene, SubscriptionCase } from "./subscription_case.ts";
import {
  countEffects,
  emit,
  emitMany,
  emitType,
  keeper,
  permanent,
  recorder,
  waiting,
} from "./subscription_samples.ts";

export const waitingForCases: readonly SubscriptionCase[] = [
  {
    number: 15,
    does: "[E-16] `waitFor` resolves once the position is handled, not before",
    run: waits,
  },
  { number: 15, does: "`waitFor` waits for no events of other types", run: sparse },
  {
    number: 15,
    does: "`waitFor` resolves soon after events that finished out of order",
    run: outOfOrder,
  },
  { number: 15, does: "`waitFor` does not wait for what is parked", run: parked },
  { number: 15, does: "`waitFor` waits for a position that is not there yet", run: future },
  { number: 15, does: "`waitFor` rejects on abort, with its reason", run: aborts },
  { number: 16, does: "an append wakes who waits; no clock needs to move", run: wakes },
];

async function waits(scene: Scene): Promise<void> {
  const { store } = scene;
  const gate = Promise.withResolvers<void>();
  const { handle, calls } = recorder(({ at }) => at === "a2" ? gate.promise : undefined);
  await emit(store, "a", "a", "a");
  const all = [1, 2, 3].map((position) => waiting(scene, position));
  (await scene.machine()).run([keeper({ handle })]);

  await scene.eventually("the first is handled", () => calls.length === 2);
  await all[0]?.done;
  await realClock.sleep(60);
  assert.deepEqual(all.map(({ isDone }) => isDone()), [true, false, false]);
  gate.resolve();
  await Promise.all(all.map(({ done }) => done));
  assert.equal(await countEffects(store), 3);
}

async function sparse(scene: Scene): Promise<void> {
  const { store } = scene;
  const gate = Promise.withResolvers<void>();
  await emit(store, "a");
  for (let n = 0; n < 30; n++) await emitType(store, "Other", "b");
  (await scene.machine()).run([keeper({ handle: recorder(() => gate.promise).handle })]);
  const late = waiting(scene, 31);
  await realClock.sleep(60);
  assert.equal(late.isDone(), false);
  gate.resolve();

  await scene.eventually("it is waited for", late.isDone);
  await emitType(store, "Other", "b");
  await waiting(scene, 32).done;
  await waiting(scene, 0).done;
}

async function outOfOrder(scene: Scene): Promise<void> {
  const { store } = scene;
  const gate = Promise.withResolvers<void>();
  await emit(store, "a", "b", "c");
  const machine = await scene.machine();
  machine.line.onCommit = async (changes, send) => {
    // The first commit is on its way when the others pass it.
    if (changes.puts?.some(({ collection, id }) => collection === "effects" && id === "a")) {
      await gate.promise;
    }
    return await send();
  };
  machine.run([keeper({ concurrency: 2 })]);
  await scene.eventually("the others are handled", async () => await countEffects(store) === 2);
  gate.resolve();

  await scene.eventually("all is waited for", waiting(scene, 3).isDone);
}

async function parked(scene: Scene): Promise<void> {
  const { store } = scene;
  const { handle } = recorder(({ event }) => {
    if (event.stream === "a") throw permanent("never");
    if (event.stream === "b") throw new Error("not yet");
  });
  await emit(store, "a", "b", "a", "b");
  (await scene.machine()).run([keeper({ handle })]);

  await scene.eventually("all is waited for", waiting(scene, 4).isDone);
}

async function future(scene: Scene): Promise<void> {
  const { store } = scene;
  await emit(store, "a");
  (await scene.machine()).run([keeper()]);
  const early = waiting(scene, 3);
  await emit(store, "a");
  await scene.eventually("two are handled", async () => await countEffects(store) === 2);
  await realClock.sleep(60);
  assert.equal(early.isDone(), false);
  await emit(store, "a");

  await scene.eventually("it is waited for", early.isDone);
}

async function aborts(scene: Scene): Promise<void> {
  const { store } = scene;
  const abort = new AbortController();
  await emit(store, "a");
  const never = waiting(scene, 1, abort.signal);
  await realClock.sleep(30);
  assert.equal(never.isDone(), false);
  abort.abort(new Error("enough"));

  await assert.rejects(never.done, /^Error: enough$/);
  await assert.rejects(waiting(scene, 1, abort.signal).done, /^Error: enough$/);
}

async function wakes(scene: Scene): Promise<void> {
  const { store } = scene;
  const { handle, calls } = recorder();
  (await scene.machine()).run([keeper({ handle })]);
  for (let n = 1; n <= 10; n++) {
    await emit(store, "a");
    await scene.eventually("it is handled", () => calls.length === n);
  }
  await emitMany(store, ["a", "b"], 3);
  await scene.eventually("all is handled", async () => await countEffects(store) === 16);
}
