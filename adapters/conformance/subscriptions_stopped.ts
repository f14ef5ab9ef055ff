/** Cases of runs that were stopped, whatever they waited for: 10. */

import assert from "node:assert/strict";
import type { Subscription } from "../../application/events/subscription.ts";
import { StoreUnavailable } from "../../application/store/errors.ts";
import type { Machine } from "./machine.ts";
import type { Scene, SubscriptionCase } from "./subscription_case.ts";
import { countEffects, emit, keeper, recorder } from "./subscription_samples.ts";

export const stoppedCases: readonly SubscriptionCase[] = [
  { number: 10, does: "a run ends with its store", run: withTheStore },
  { number: 10, does: "an abort before the start runs nothing", run: beforeTheStart },
  { number: 10, does: "an abort ends every kind of waiting at once", run: everyWait },
  { number: 10, does: "no handler is called once the run has ended", run: noCallAfter },
];

async function beforeTheStart(scene: Scene): Promise<void> {
  const { handle, calls } = recorder();
  await emit(scene.store, "a");
  const run = (await scene.machine()).run([keeper({ handle })]);
  run.abort();
  await scene.stop(run);
  assert.deepEqual(calls, []);
}

async function withTheStore(scene: Scene): Promise<void> {
  const machine = await scene.machine();
  const run = machine.run([keeper()]);
  await emit(scene.store, "a");
  await scene.eventually("it runs", async () => await countEffects(scene.store) === 1);
  await scene.store[Symbol.asyncDispose]();

  await scene.eventually("the run has ended", run.isDone);
  assert.deepEqual(machine.log.entries.filter(({ level }) => level === "error"), []);
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
