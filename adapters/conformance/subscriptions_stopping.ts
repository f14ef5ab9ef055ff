/** Cases of stopping what runs: 10. */

import assert from "node:assert/strict";
import { subscriptionStatus } from "../../application/events/subscription_status.ts";
import type { Scene, SubscriptionCase } from "./subscription_case.ts";
import { countEffects, effects, emit, keeper, recorder } from "./subscription_samples.ts";

export const stoppingCases: readonly SubscriptionCase[] = [
  { number: 10, does: "[F-12] an abort finishes what runs and starts nothing new", run: finishes },
  { number: 10, does: "[F-12] an abort while the log is read starts nothing", run: whileReading },
  {
    number: 10,
    does: "[F-12] a handler that hangs is left behind after `stopWithin`",
    run: leavesBehind,
  },
  { number: 10, does: "what was left behind is not called again for its conflict", run: notAgain },
];

async function finishes(scene: Scene): Promise<void> {
  const { store } = scene;
  const gate = Promise.withResolvers<void>();
  const { handle, places } = recorder(() => gate.promise);
  await emit(store, "a", "b", "c", "a", "b", "c", "d");
  const run = (await scene.machine()).run([keeper({ handle, concurrency: 2 })]);
  await scene.eventually("two are being handled", () => places().length === 2);
  run.abort();
  await scene.pass(1000, 50);
  assert.equal(run.isDone(), false);
  gate.resolve();

  await scene.eventually("the run has ended", run.isDone);
  assert.deepEqual(places(), ["a1", "b1"]);
  assert.deepEqual(await effects(store), { a: [1], b: [1] });
  const [status] = await subscriptionStatus(store);
  assert.deepEqual([status?.state, status?.position], ["stopped", 2]);
}

async function whileReading(scene: Scene): Promise<void> {
  const { store } = scene;
  const { handle, calls } = recorder();
  await emit(store, "a", "b");
  const machine = await scene.machine();
  machine.line.onReadLog = async (read) => {
    const page = await read();
    for (const run of machine.runs) run.abort();
    return page;
  };
  await scene.stop(machine.run([keeper({ handle })]));
  assert.deepEqual(calls, []);
}

async function leavesBehind(scene: Scene): Promise<void> {
  const { store } = scene;
  const gate = Promise.withResolvers<void>();
  const { handle, calls } = recorder(({ event }) =>
    event.stream === "a" ? gate.promise : undefined
  );
  await emit(store, "a", "b", "a");
  const machine = await scene.machine();
  const options = { stopWithin: 500 };
  const run = machine.run([keeper({ handle, concurrency: 2 })], options);
  await scene.eventually("the other is handled", async () => await countEffects(store) === 1);
  run.abort();
  await scene.pass(400);
  assert.equal(run.isDone(), false);
  assert.equal(calls[0]?.context.signal.aborted, false);
  await scene.eventually("the run has ended", run.isDone, 10);
  assert.equal(calls[0]?.context.signal.aborted, true);
  gate.resolve();
  await scene.pass(100);
  assert.deepEqual(await effects(store), { b: [1] });

  const next = recorder();
  await (await scene.machine()).drain([keeper({ handle: next.handle })]);
  assert.deepEqual(next.places(), ["a1", "a2"]);
  assert.deepEqual(await effects(store), { a: [1, 2], b: [1] });
}

async function notAgain(scene: Scene): Promise<void> {
  const { store } = scene;
  const gate = Promise.withResolvers<void>();
  const { handle, calls } = recorder(() => {});
  await emit(store, "a");
  const machine = await scene.machine();
  machine.line.onCommit = async (changes, send) => {
    if (!changes.puts?.some(({ collection }) => collection === "effects")) return await send();
    const value = ["in the way"];
    await store.commit({ puts: [{ collection: "effects", id: "a", expect: "any", value }] });
    await gate.promise;
    return await send();
  };
  const run = machine.run([keeper({ handle })], { stopWithin: 100 });
  await scene.eventually("it is being committed", () => calls.length === 1);
  run.abort();
  await scene.pass(200);
  gate.resolve();

  await scene.stop(run);
  assert.equal(calls.length, 1);
}
