/** Cases of the ways in which a handler can fail: 9. */

import assert from "node:assert/strict";
import { deadLetters } from "../../application/events/dead_letters.ts";
import { StoreClosed, StoreUnavailable } from "../../application/store/errors.ts";
import type { Scene, SubscriptionCase } from "./subscription_case.ts";
import { effects, emit, keep, keeper, recorder } from "./subscription_samples.ts";

const hostile = {
  message: { message: 42 },
  name: { name: undefined },
  code: {
    get code(): string {
      throw new Error("no code");
    },
  },
};

/** By what it is called: something to throw. */
const thrown: Readonly<Record<string, () => unknown>> = {
  "an error": () => new Error("broken"),
  "a text": () => "broken",
  "nothing": () => undefined,
  "null": () => null,
  "an object": () => ({ broken: true }),
  "an object without a prototype": () => Object.create(null),
  "a symbol": () => Symbol("broken"),
  "an error whose message is no text": () => Object.assign(new Error(), hostile.message),
  "an error without a name": () => Object.assign(new Error(), hostile.name),
  "an error that fails itself": () =>
    Object.defineProperties(new Error(), Object.getOwnPropertyDescriptors(hostile.code)),
  "an error with a long message": () => new Error("x".repeat(100_000)),
  "an aggregate of errors": () => new AggregateError([new Error("one")], "many"),
};

export const throwingCases: readonly SubscriptionCase[] = [
  ...Object.keys(thrown).map((what) => ({
    number: 9,
    does: `[F-3] a handler that throws ${what}, at once or later, stops no other`,
    run: (scene: Scene) => stopsNoOther(scene, thrown[what] ?? (() => undefined)),
  })),
  { number: 9, does: "[F-3] a handler whose own store is away stops no other", run: otherStore },
];

async function stopsNoOther(scene: Scene, error: () => unknown): Promise<void> {
  const { store } = scene;
  const other = recorder(() => {}, "other");
  await emit(store, "sync", "a", "async", "b", "sync", "async");
  const machine = await scene.machine();
  const retry = { attempts: 2, firstDelay: 10 };
  machine.run([
    keeper({
      retry,
      handle: (event, context) => {
        if (event.stream === "sync") throw error();
        return event.stream === "async" ? Promise.reject(error()) : keep(event, context);
      },
    }),
    keeper({ name: "other", handle: other.handle }),
  ]);
  const letters = deadLetters({ ...machine.ports, store });
  const dead = async () => (await letters.list({ limit: 9 })).items;

  await scene.eventually("both are dead", async () => (await dead()).length === 2, 5);
  await scene.eventually("all else is handled", () => other.calls.length === 6);
  await emit(store, "b");
  await scene.eventually(
    "new ones are handled",
    async () => (await effects(store))["b"]?.length === 2,
  );
  assert.deepEqual(await effects(store), { a: [1], b: [1, 2] });
  assert.deepEqual((await dead()).map(({ stream, attempts }) => [stream, attempts]), [
    ["sync", 2],
    ["async", 2],
  ]);
  const lines = machine.log.entries;
  assert.deepEqual(
    lines.map(({ level, data }) => [level, data.subscription, data.attempt]).sort(),
    [["error", "keeper", 2], ["error", "keeper", 2], ["warn", "keeper", 1], ["warn", "keeper", 1]],
  );
  assert.ok(lines.every(({ data }) => "error" in data && "position" in data && "stream" in data));
}

/** Errors of a store that is not the subscription's own are the handler's failures. */
async function otherStore(scene: Scene): Promise<void> {
  const { store } = scene;
  await emit(store, "closed", "away", "a", "b");
  const machine = await scene.machine();
  machine.run([keeper({
    retry: { attempts: 2, firstDelay: 10 },
    handle: (event, context) => {
      if (event.stream === "closed") throw new StoreClosed();
      if (event.stream === "away") throw new StoreUnavailable("another store is away");
      return keep(event, context);
    },
  })]);

  await scene.eventually("the others are handled", async () => "b" in await effects(store), 20);
}
