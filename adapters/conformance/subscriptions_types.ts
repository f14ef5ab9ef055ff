/** Cases of types, and of lists that are refused: 12. */

import assert from "node:assert/strict";
import type { Subscription } from "../../application/events/subscription.ts";
import { rejectsWith } from "./assertions.ts";
import type { Scene, SubscriptionCase } from "./subscription_case.ts";
import { emit, emitType, keeper, recorder } from "./subscription_samples.ts";

export const typeCases: readonly SubscriptionCase[] = [
  { number: 12, does: "a list of types that has grown is refused at the start", run: grown },
  {
    number: 12,
    does: "a list of types that has grown is taken with `from: now`",
    run: grownFromNow,
  },
  { number: 12, does: "a list of types may shrink, and not grow back unnoticed", run: shrunk },
  { number: 12, does: "[F-11] two subscriptions of one name in a list are refused", run: twice },
  { number: 12, does: "subscriptions that make no sense are refused", run: refused },
];

async function grown(scene: Scene): Promise<void> {
  const { store } = scene;
  const [seen, other] = [recorder(), recorder()];
  const { drain, run } = await scene.machine();
  await emitType(store, "Other", "a");
  await drain([keeper({ handle: seen.handle })]);
  const more = keeper({ handle: seen.handle, types: ["Counted", "Other"] });
  const list = [keeper({ name: "other", handle: other.handle, types: ["Other"] }), more];

  const refusal = ["subscriptions/types-grown", {
    subscription: "keeper",
    added: ["Other"],
  }] as const;
  await rejectsWith(drain(list), ...refusal);
  await rejectsWith(run(list).done, ...refusal);
  await rejectsWith(drain([keeper({ types: "*" })]), "subscriptions/types-grown");
  assert.deepEqual([seen.places(), other.places()], [[], []]);
}

async function grownFromNow(scene: Scene): Promise<void> {
  const { store } = scene;
  const seen = recorder();
  const { drain } = await scene.machine();
  await emitType(store, "Other", "a");
  await emitType(store, "Counted", "a");
  await drain([keeper({ handle: seen.handle })]);
  const more = keeper({ handle: seen.handle, types: ["Other", "Counted"] });

  await drain([{ ...more, from: "now" }]);
  await emitType(store, "Other", "a");
  await drain([more]);
  assert.deepEqual(seen.places(), ["a2", "a3"]);
}

async function shrunk(scene: Scene): Promise<void> {
  const { drain } = await scene.machine();
  await drain([keeper({ types: ["Counted", "Other"] })]);
  await drain([keeper({ types: ["Other"] })]);
  await rejectsWith(drain([keeper({ types: ["Counted", "Other"] })]), "subscriptions/types-grown", {
    added: ["Counted"],
  });
}

async function twice(scene: Scene): Promise<void> {
  const seen = recorder();
  const { drain, run } = await scene.machine();
  await emit(scene.store, "a");
  const list = [keeper({ handle: seen.handle }), keeper({ handle: seen.handle, types: "*" })];
  await rejectsWith(run(list).done, "subscriptions/invalid");
  await rejectsWith(drain(list), "subscriptions/invalid");
  assert.deepEqual(seen.calls, []);
}

async function refused(scene: Scene): Promise<void> {
  const { drain } = await scene.machine();
  const wrong: readonly Partial<Subscription>[] = [
    ...["", "A", "a b", "a/b", "a:b", "ä", "x".repeat(65)].map((name) => ({ name })),
    { types: [] },
    ...[0, -1, 1.5, NaN].map((concurrency) => ({ concurrency })),
    ...[-1, 1.5, NaN].map((from) => ({ from })),
    ...[0, -1, 1.5, NaN].map((attempts) => ({ retry: { attempts } })),
    ...[-1, NaN].map((firstDelay) => ({ retry: { firstDelay } })),
    ...[0, -1, NaN].map((timeout) => ({ timeout })),
  ];
  for (const each of wrong) await rejectsWith(drain([keeper(each)]), "subscriptions/invalid");
}
