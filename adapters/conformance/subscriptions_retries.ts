/** Cases of handlers that fail, and of when they are called again: 5. */

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

export const retryCases: readonly SubscriptionCase[] = [
  {
    number: 5,
    does: "[F-1] attempts follow each other ever more slowly, by the clock",
    run: slower,
  },
  { number: 5, does: "[F-1] delays are spread by chance", run: jittered },
  { number: 5, does: "attempts survive restarts, and end in a dead letter", run: survive },
  { number: 5, does: "a stream that waits for its retry holds up no other", run: holdsUpNobody },
  { number: 5, does: "what queued behind a retry follows in order", run: inOrder },
  { number: 5, does: "what a failed attempt staged is not stored", run: stagesNothing },
  { number: 5, does: "every attempt has the same idempotency key, every event its own", run: keys },
  { number: 5, does: "[F-1] an error that is permanent is dead at once", run: atOnce },
  { number: 5, does: "a handler that does not settle is given up, and tried again", run: timesOut },
  { number: 5, does: "a conflict runs the handler again, and is no failure", run: conflicts },
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
  const streams = "abcdefghijkl".split("");
  // Something must work in between, or it looks like an outage.
  for (const stream of streams) await emit(store, stream, "fine");
  machine.run([keeper({ handle: seen.handle, retry: { firstDelay: 1000 } })]);
  await scene.eventually("all have been tried", () => seen.calls.length >= 2 * streams.length);
  const tried = () => seen.calls.filter(({ context }) => context.attempt === 2).length;
  const early = tried();
  await scene.pass(500);
  const half = tried();
  await scene.eventually("all are handled", () => tried() === streams.length, 10);

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
