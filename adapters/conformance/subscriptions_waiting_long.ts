/** Cases of waiting for what hangs: 15. */

import assert from "node:assert/strict";
import { hanging, hasPassed, onStarting, passBoth } from "./hanging_samples.ts";
import { realClock } from "./real_clock.ts";
import type { Scene, SubscriptionCase } from "./subscription_case.ts";
import { countEffects, effects, emit, keeper, recorder, waiting } from "./subscription_samples.ts";

export const waitingLongCases: readonly SubscriptionCase[] = [
  {
    number: 15,
    does: "[E-16] `waitFor` waits for what was passed while it hung, and what is behind it",
    run: waitedFor,
  },
  {
    number: 15,
    does: "`waitFor` waits for what comes next, before it has started",
    run: nextIsWaitedFor,
  },
  {
    number: 15,
    does: "`waitFor` waits for what a crash left untried, before it has started",
    run: untriedIsWaitedFor,
  },
  { number: 15, does: "`waitFor` does not wait for what hung and failed", run: failedIsWaitedFor },
];

async function waitedFor(scene: Scene): Promise<void> {
  const { store } = scene;
  const gates = [1, 2, 3].map(() => Promise.withResolvers<void>());
  const { handle, places } = recorder(({ event: { stream, version } }) =>
    stream === "a" ? gates[version - 1]?.promise : undefined
  );
  await passBoth(scene, handle);
  const waits = [1, 2].map((position) => waiting(scene, position));
  const all = waiting(scene, await store.head());
  const areDone = async () => {
    await realClock.sleep(60);
    return [...waits, all].map(({ isDone }) => isDone());
  };

  assert.deepEqual(await areDone(), [false, false, false]);
  gates[0]?.resolve();
  await scene.eventually("the second hangs", () => places().includes("a2"));
  await waits[0]?.done;
  assert.deepEqual(await areDone(), [true, false, false]);
  gates[1]?.resolve();
  await Promise.all([waits[1]?.done, all.done]);
  assert.deepEqual(await effects(store), { a: [1, 2], b: [1] });
}

async function failedIsWaitedFor(scene: Scene): Promise<void> {
  const gate = Promise.withResolvers<void>();
  const { handle } = recorder(async ({ event }) => {
    if (event.stream !== "a") return;
    await gate.promise;
    throw new Error("not yet");
  });
  await passBoth(scene, handle);
  const all = waiting(scene, await scene.store.head());
  await realClock.sleep(60);
  assert.equal(all.isDone(), false);
  gate.resolve();

  await scene.eventually("nobody waits for what failed", all.isDone);
}

async function nextIsWaitedFor(scene: Scene): Promise<void> {
  const { store } = scene;
  const { handle, letGo } = hanging();
  const machine = await passBoth(scene, handle);
  const gate = Promise.withResolvers<void>();
  machine.line.onCommit = onStarting(async (send) => {
    await gate.promise;
    return await send();
  });
  letGo();
  await scene.eventually("the first is handled", async () => "a" in await effects(store));
  const next = waiting(scene, 2);
  await realClock.sleep(60);
  assert.deepEqual([next.isDone(), await countEffects(store)], [false, 2]);
  gate.resolve();

  await next.done;
  assert.deepEqual(await effects(store), { a: [1, 2], b: [1] });
}

async function untriedIsWaitedFor(scene: Scene): Promise<void> {
  const { store } = scene;
  const first = await scene.machine();
  first.run([keeper({ handle: () => first.kill() })], { ttl: 500 });
  await emit(store, "a");
  await scene.eventually("the first is dead", first.isKilled);
  const gate = Promise.withResolvers<void>();
  const second = await scene.machine();
  second.line.onCommit = onStarting(async (send) => {
    await gate.promise;
    return await send();
  });
  second.run([keeper()], { ttl: 500 });
  await scene.eventually("it was passed", () => hasPassed(scene, 1), 20);
  const untried = waiting(scene, 1);
  await realClock.sleep(60);
  assert.equal(untried.isDone(), false);
  gate.resolve();

  await untried.done;
  assert.deepEqual(await effects(store), { a: [1] });
}
