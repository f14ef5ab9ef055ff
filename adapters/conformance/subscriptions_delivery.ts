/** Cases of what is handed out: 1. */

import assert from "node:assert/strict";
import {
  countEffects,
  effects,
  emit,
  emitMany,
  emitType,
  keeper,
  recorder,
  recorderOf,
} from "./subscription_samples.ts";
import type { Scene, SubscriptionCase } from "./subscription_case.ts";
import { numbers } from "./store_samples.ts";

const streams = "abcdefghij".split("");

export const deliveryCases: readonly SubscriptionCase[] = [
  { number: 1, does: "every event once, in the order of its stream", run: everyEvent },
  { number: 1, does: "only events of its types; `*` takes all", run: onlyItsTypes },
  { number: 1, does: "[F-9] an event arrives as it was stored, with its envelope", run: asStored },
  { number: 1, does: "what follows from an event names its cause", run: namesTheCause },
  { number: 1, does: "[E-14] subscriptions go their ways apart from each other", run: apart },
];

async function everyEvent(scene: Scene): Promise<void> {
  const { store } = scene;
  const { handle, calls } = recorder();
  await emitMany(store, streams, 10);
  (await scene.machine()).run([keeper({ handle })]);
  for (let n = 0; n < 50; n++) {
    await emit(store, streams[Math.floor(scene.random() * streams.length)] ?? "a");
  }

  await scene.eventually("150 events are handled", async () => await countEffects(store) === 150);
  const found = Object.values(await effects(store));
  assert.deepEqual(found, found.map(({ length }) => numbers(length)));
  assert.deepEqual(calls.map(({ event }) => event.position), numbers(150));
}

async function onlyItsTypes(scene: Scene): Promise<void> {
  const { store } = scene;
  const [some, all] = [recorderOf("some"), recorderOf("all")];
  for (const type of ["Counted", "Other", "Counted", "Another", "Other"]) {
    await emitType(store, type, "a");
  }
  (await scene.machine()).run([
    keeper({ handle: some.handle, types: ["Counted", "Another"] }),
    keeper({ name: "all", handle: all.handle, types: "*" }),
  ]);

  await scene.eventually("all is handled", () => some.calls.length + all.calls.length >= 8);
  assert.deepEqual(some.places(), ["a1", "a3", "a4"]);
  assert.deepEqual(all.places(), ["a1", "a2", "a3", "a4", "a5"]);
}

async function asStored(scene: Scene): Promise<void> {
  const { store } = scene;
  const { handle, calls } = recorder();
  const event = { type: "Counted", data: { n: [1, { deep: "é" }] }, metadata: { actor: "ada" } };
  const { events } = await store.commit({
    appends: [{ stream: "a", expect: "none", events: [event] }],
  });
  (await scene.machine()).run([keeper({ handle })]);

  await scene.eventually("it is handled", () => calls.length > 0);
  assert.deepEqual(calls[0]?.event, events[0]);
}

async function namesTheCause(scene: Scene): Promise<void> {
  const { store } = scene;
  const [first, second] = [
    { type: "Counted", data: {}, metadata: { correlationId: "r1", traceparent: "00-1-2-00" } },
    { type: "Counted", data: {} },
  ];
  const { events: [one, two] } = await store.commit({
    appends: [{ stream: "a", expect: "none", events: [first, second] }],
  });
  (await scene.machine()).run([keeper({
    handle: (event, { tx }) => tx.append("after", [{ type: "Followed", data: event.id }]),
  })]);

  const following = async () => await store.readStream("after");
  await scene.eventually("both have consequences", async () => (await following()).length === 2);
  assert.deepEqual((await following()).map(({ metadata }) => metadata), [
    { correlationId: "r1", causationId: one?.id, traceparent: "00-1-2-00" },
    { correlationId: two?.id, causationId: two?.id },
  ]);
}

async function apart(scene: Scene): Promise<void> {
  const { store } = scene;
  const all = numbers(5).map((n) => ({ name: `keeper-${n}`, seen: recorderOf(`of ${n}`) }));
  const [, broken, hanging] = all;
  await emit(store, "a", "b", "a");
  (await scene.machine()).run(all.map(({ name, seen }) => ({
    name,
    types: ["Counted"],
    handle: (event, context) => {
      if (name === broken?.name) throw new Error("broken");
      if (name === hanging?.name) return new Promise(() => {});
      return seen.handle(event, context);
    },
  })));

  const sound = all.filter((one) => one !== broken && one !== hanging);
  await scene.eventually(
    "the others have all",
    () => sound.every(({ seen }) => seen.calls.length === 3),
  );
}
