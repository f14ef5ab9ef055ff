/** Cases of handlers that hang while others go ahead: 13. */

import assert from "node:assert/strict";
import { deadLetters } from "../../application/events/dead_letters.ts";
import { hanging } from "./hanging_samples.ts";
import { numbers } from "./store_samples.ts";
import type { Scene, SubscriptionCase } from "./subscription_case.ts";
import {
  countEffects,
  effects,
  emit,
  emitMany,
  keeper,
  permanent,
  recorder,
} from "./subscription_samples.ts";

export const hangingCases: readonly SubscriptionCase[] = [
  {
    number: 13,
    does: "[H-15] more events than the window holds go ahead of one that hangs",
    run: moreThanTheWindow,
  },
  {
    number: 13,
    does: "[H-15] as many as may run, and all hang whenever they are tried, leave room for others",
    run: againAndAgain,
  },
  {
    number: 13,
    does: "where poison halts, no more than a thousand positions go ahead of one that hangs",
    run: window,
  },
  { number: 13, does: "operators are heeded while everything hangs", run: heeded },
];

async function moreThanTheWindow(scene: Scene): Promise<void> {
  const { store } = scene;
  const { handle, calls, letGo } = hanging();
  await emit(store, "a", "a");
  await emitMany(store, "bcdefghijk".split(""), 150);
  (await scene.machine()).run([keeper({ handle, concurrency: 2 })]);

  await scene.eventually("the others are handled", async () => await countEffects(store) === 1500);
  assert.equal(calls.filter(({ event }) => event.stream === "a").length, 1);
  letGo();
  await scene.eventually("all is handled", async () => await countEffects(store) === 1502);
  const found = Object.values(await effects(store));
  assert.deepEqual(found, found.map(({ length }) => numbers(length)));
  assert.equal(calls.length, 1502);
}

async function againAndAgain(scene: Scene): Promise<void> {
  const { store } = scene;
  const { handle, calls } = recorder(({ event }) =>
    event.stream.startsWith("hanging") ? new Promise<void>(() => {}) : undefined
  );
  await emitMany(store, numbers(4).map((n) => `hanging-${n}`), 1);
  const retry = { firstDelay: 1 };
  (await scene.machine()).run([keeper({ handle, concurrency: 4, timeout: 1000, retry })]);
  await scene.eventually("all hang", () => calls.length === 4);
  const areTriedAgain = () => calls.filter(({ context }) => context.attempt > 2).length >= 4;
  await scene.eventually("all hang again", areTriedAgain, 100);
  await emitMany(store, ["a", "b", "c"], 20);

  await scene.eventually("the others are handled", async () => await countEffects(store) === 60);
}

async function window(scene: Scene): Promise<void> {
  const { store } = scene;
  const gate = Promise.withResolvers<void>();
  const seen: number[] = [];
  await emit(store, "hanging");
  await emitMany(store, "abcdefghij".split(""), 110);
  (await scene.machine()).run([keeper({
    concurrency: 4,
    onPoison: "halt",
    handle: async ({ stream, position }) => {
      if (stream === "hanging") await gate.promise;
      seen.push(position);
    },
  })]);
  await scene.eventually("a window is handled", () => seen.length >= 999);
  await scene.pass(1000, 100);
  assert.equal(Math.max(...seen), 1000);
  gate.resolve();

  await scene.eventually("all is handled", () => seen.length === 1101);
  assert.deepEqual(seen.toSorted((a, b) => a - b), numbers(1101));
}

async function heeded(scene: Scene): Promise<void> {
  const { store } = scene;
  const gate = Promise.withResolvers<void>();
  let broken = true;
  await emit(store, "dead", "hanging");
  await emitMany(store, "abcdefghij".split(""), 10);
  const machine = await scene.machine();
  const { handle, places } = recorder(async ({ event: { stream } }) => {
    if (broken && stream === "dead") throw permanent("broken");
    if (stream === "hanging") await gate.promise;
  });
  machine.run([keeper({ handle })]);
  const letters = deadLetters({ ...machine.ports, store });
  await scene.eventually("it hangs", () => places().includes("hanging1"));
  broken = false;
  await letters.redrive("keeper:1", "ada");

  const hasNone = async () => (await letters.list({ limit: 9 })).items.length === 0;
  await scene.eventually("the operator is heeded", hasNone);
  assert.equal(await countEffects(store), 0);
  gate.resolve();
  await scene.eventually("all is handled", async () => await countEffects(store) === 102);
  assert.deepEqual(places().slice(0, 3), ["dead1", "hanging1", "dead1"]);
}
