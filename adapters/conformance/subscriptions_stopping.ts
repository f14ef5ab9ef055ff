/** Cases of stopping: 10. */

import assert from "node:assert/strict";
import type { Subscription } from "../../application/events/subscription.ts";
import { subscriptionStatus } from "../../application/events/subscription_status.ts";
import { StoreUnavailable } from "../../application/store/errors.ts";
import type { Machine } from "./machine.ts";
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
  { number: 10, does: "an abort before the start runs nothing", run: beforeTheStart },
  { number: 10, does: "an abort ends every kind of waiting at once", run: everyWait },
  { number: 10, does: "no handler is called once the run has ended", run: noCallAfter },
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

async function beforeTheStart(scene: Scene): Promise<void> {
  const { handle, calls } = recorder();
  await emit(scene.store, "a");
  const run = (await scene.machine()).run([keeper({ handle })]);
  run.abort();
  await scene.stop(run);
  assert.deepEqual(calls, []);
}

async function everyWait(scene: Scene): Promise<void> {
  const { store } = scene;
  const failing = (streams: number, options: Partial<Subscription> = {}) => async () => {
    const { handle, calls } = recorder(() => Promise.reject(new Error("no")));
    const machine = await scene.machine();
    const run = machine.run([keeper({ name: `failing-${streams}`, handle, ...options })]);
    await scene.eventually("all have failed", () => calls.length >= streams);
    return run;
  };
  await emit(store, ..."abcdef".split(""));
  const waits: Readonly<Record<string, () => Promise<ReturnType<Machine["run"]>>>> = {
    "for events": async () => {
      const run = (await scene.machine()).run([keeper()]);
      await scene.eventually("all is handled", async () => await countEffects(store) === 6);
      return run;
    },
    "for a retry": failing(1, { types: ["Counted"], from: 5 }),
    "for a retry in place": failing(2, { onPoison: "halt", from: 4 }),
    "for the end of an outage": failing(5),
    "to lead": async () => {
      const { calls, handle } = recorder(() => new Promise(() => {}));
      (await scene.machine()).run([keeper({ name: "led", handle })]);
      await scene.eventually("it is led", () => calls.length > 0);
      return (await scene.machine()).run([keeper({ name: "led" })]);
    },
    "after trouble": async () => {
      const machine = await scene.machine();
      machine.line.onReadLog = () => Promise.reject(new StoreUnavailable("away"));
      const run = machine.run([keeper({ name: "troubled" })]);
      await scene.eventually("there is trouble", () => machine.log.entries.length > 0);
      return run;
    },
  };
  for (const [what, start] of Object.entries(waits)) {
    const run = await start();
    run.abort();
    // No clock moves: nobody may sleep on.
    await scene.eventually(`a run that waits ${what} has ended`, run.isDone);
  }
}

async function noCallAfter(scene: Scene): Promise<void> {
  const { store } = scene;
  for (let n = 0; n < 20; n++) {
    const ended: string[] = [];
    const name = `keeper-${n}`;
    const after: string[] = [];
    const { handle, calls } = recorder(async ({ at }) => {
      if (ended.length > 0) after.push(at);
      if (scene.random() < 0.3) throw new Error("no");
      if (scene.random() < 0.5) await scene.store.head();
    }, name);
    const machine = await scene.machine();
    const run = machine.run([keeper({ name, handle, concurrency: 3, retry: { firstDelay: 5 } })]);
    await emit(store, "a", "b", "c", "d");
    const least = Math.floor(scene.random() * 4 * n);
    await scene.eventually("some are handled", () => calls.length >= Math.min(4, least), 5);
    await scene.stop(run, 1);
    ended.push(name);
    await emit(store, "a", "b");
    await scene.pass(50, 5);
    assert.deepEqual(after, []);
  }
}
