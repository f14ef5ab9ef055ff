/** Cases of when a handler that failed is called again: 5. */

import assert from "node:assert/strict";
import { deadLetters } from "../../application/events/dead_letters.ts";
import type { Scene, SubscriptionCase } from "./subscription_case.ts";
import { countEffects, effects, emit, keeper, recorder } from "./subscription_samples.ts";

export const retryCases: readonly SubscriptionCase[] = [
  {
    number: 5,
    does: "[F-1] attempts follow each other ever more slowly, by the clock",
    run: slower,
  },
  { number: 5, does: "[F-1] delays are spread by chance", run: jittered },
  { number: 5, does: "attempts survive restarts, and end in a dead letter", run: survive },
  { number: 5, does: "a handler that does not settle is given up, and tried again", run: timesOut },
];

async function slower(scene: Scene): Promise<void> {
  const { store } = scene;
  const machine = await scene.machine({ random: () => 0.999 });
  const at: number[] = [];
  const { handle, calls } = recorder(() => {
    at.push(machine.clock.monotonic());
    throw new Error("never");
  });
  await emit(store, "a");
  const retry = { attempts: 6, firstDelay: 100, longestDelay: 500 };
  machine.run([keeper({ handle, retry })]);

  await scene.eventually("it has failed for good", () => calls.length === 6, 10);
  await scene.pass(2000);
  assert.deepEqual(calls.map(({ context }) => context.attempt), [1, 2, 3, 4, 5, 6]);
  const gaps = at.slice(1).map((time, index) => time - (at[index] ?? 0));
  for (const [index, least] of [99, 199, 399, 499, 499].entries()) {
    assert.ok((gaps[index] ?? 0) >= least, `Gap ${index + 1} of ${gaps} is at least ${least}`);
  }
  const { entries } = machine.log;
  assert.deepEqual(entries.map(({ level, data }) => [level, data.attempt, String(data.error)]), [
    ...[1, 2, 3, 4, 5].map((attempt) => ["warn", attempt, "Error: never"]),
    ["error", 6, "Error: never"],
  ]);
}

async function jittered(scene: Scene): Promise<void> {
  const { store } = scene;
  const machine = await scene.machine();
  const seen = recorder(({ context, event }) => {
    if (context.attempt === 1 && event.stream !== "fine") throw new Error("once");
  });
  const streams = "abcdefghijklmnopqrstuvwx".split("");
  // Something must work in between, or it looks like an outage.
  for (const stream of streams) await emit(store, stream, "fine");
  machine.run([keeper({ handle: seen.handle, retry: { firstDelay: 1000 } })]);
  await scene.eventually("all have been tried", () => seen.calls.length >= 2 * streams.length);
  const tried = () => seen.calls.filter(({ context }) => context.attempt === 2).length;
  const early = tried();
  await scene.pass(500);
  const half = tried();
  // In small steps: a store that is slow must get to all of them before much time has passed.
  await scene.eventually("all are handled", () => tried() === streams.length, 2);

  assert.ok(early < half && half < streams.length, `${early}, then ${half}, then all at last`);
  assert.ok(machine.clock.monotonic() <= 1500, "Nobody waits longer than a second");
}

async function survive(scene: Scene): Promise<void> {
  const { store } = scene;
  const attempts: number[] = [];
  await emit(store, "a", "a");
  const { handle } = recorder(({ context }) => {
    attempts.push(context.attempt);
    throw new Error("never");
  });
  for (const upTo of [2, 3, 5]) {
    const machine = await scene.machine();
    const run = machine.run([keeper({ handle, retry: { attempts: 5, firstDelay: 100 } })]);
    await scene.eventually("it has been tried", () => attempts.length >= upTo, 20);
    await scene.stop(run);
    assert.equal(attempts.length, upTo);
  }
  const machine = await scene.machine();
  machine.run([keeper({ handle, retry: { attempts: 5 } })]);
  await scene.pass(5000, 50);
  assert.deepEqual(attempts, [1, 2, 3, 4, 5]);
  const { items } = await deadLetters({ ...machine.ports, store }).list({ limit: 9 });
  assert.deepEqual(items.map(({ stream, position, attempts }) => [stream, position, attempts]), [
    ["a", 1, 5],
  ]);
}

async function timesOut(scene: Scene): Promise<void> {
  const { store } = scene;
  const gate = Promise.withResolvers<void>();
  const { handle, calls } = recorder(({ context }) =>
    context.attempt < 3 ? gate.promise : undefined
  );
  await emit(store, "a", "b");
  const machine = await scene.machine();
  machine.run([keeper({ handle, timeout: 1000, retry: { firstDelay: 100 } })]);
  await scene.eventually("it is being handled", () => calls.length === 1);
  assert.equal(calls[0]?.context.signal.aborted, false);

  await scene.eventually("both are tried again", () => calls.length >= 4, 10);
  assert.ok(calls.slice(0, 2).every(({ context }) => context.signal.aborted));
  await scene.eventually("both are handled", async () => await countEffects(store) === 2, 20);
  gate.reject(new Error("late"));
  await scene.pass(100);
  assert.deepEqual(await effects(store), { a: [1], b: [1] });
  const [line] = machine.log.entries;
  assert.match(String(line?.data.error), /did not settle within 1000 ms/);
}
