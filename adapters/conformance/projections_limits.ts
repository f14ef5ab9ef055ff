/** Cases of batches that a store, or a view, will not take: 3. */

import assert from "node:assert/strict";
import { LimitExceeded } from "../../application/store/errors.ts";
import { rejectsWith } from "./assertions.ts";
import {
  ask,
  count,
  positionOf,
  readTallies,
  recordOf,
  requireTallies,
  tallies,
  tally,
} from "./projection_samples.ts";
import type { Scene, SubscriptionCase } from "./subscription_case.ts";

export const limitCases: readonly SubscriptionCase[] = [
  { number: 3, does: "a batch that is too large is halved, as often as it takes", run: halves },
  { number: 3, does: "a rebuild of too large batches comes to its end", run: rebuilds },
  { number: 3, does: "an event that is too large by itself halts at it", run: tooLarge },
  { number: 3, does: "a view that cannot be stored halts at its event", run: unstorable },
  { number: 3, does: "a unique key that two views want halts at the second", run: unique },
];

/** A machine whose store takes so many items in a commit. */
async function tiny(scene: Scene, allowed: number) {
  const machine = await scene.machine();
  const sizes: number[] = [];
  machine.line.onCommit = ({ puts = [] }, send) => {
    if (puts.length > allowed) {
      return Promise.reject(new LimitExceeded("commitItems", allowed, puts.length));
    }
    sizes.push(puts.length);
    return send();
  };
  return { machine, sizes };
}

async function halves(scene: Scene): Promise<void> {
  const { store } = scene;
  const streams = Array.from({ length: 33 }, (_, index) => `s${index}`);
  await count(store, streams, 4);
  const { machine, sizes } = await tiny(scene, 5);
  await machine.drain([tallies()]);

  await requireTallies(store);
  assert.ok(sizes.length > 10 && Math.max(...sizes) > 2, `commits of ${sizes.join(", ")}`);
}

async function rebuilds(scene: Scene): Promise<void> {
  const { store } = scene;
  await count(store, Array.from({ length: 150 }, (_, index) => `s${index}`));
  const { machine } = await tiny(scene, 3);
  await machine.drain([tallies()]);
  await ask(scene);
  await machine.drain([tallies()]);

  await requireTallies(store);
  const { generation, retired } = await recordOf(store);
  assert.deepEqual([generation, retired], [2, []]);
}

async function tooLarge(scene: Scene): Promise<void> {
  const { store } = scene;
  await count(store, ["a", "b", "c"]);
  const { machine } = await tiny(scene, 2);
  const ids = ({ stream }: { readonly stream: string }) =>
    stream === "b" ? ["b", "c", "d"] : stream;
  await rejectsWith(machine.drain([tallies({ ids })]), "subscriptions/halted", { position: 2 });
  assert.equal(await positionOf(store), 1);
}

async function unstorable(scene: Scene): Promise<void> {
  const { store } = scene;
  await count(store, ["a", "b", "c"]);
  const machine = await scene.machine();
  const parts = [
    {
      evolve: (view: Parameters<typeof tally>[0], event: Parameters<typeof tally>[1]) => {
        const next = tally(view, event);
        return next && event.stream === "b" ? { ...next, sum: NaN } : next;
      },
    },
    { ids: ({ stream }: { readonly stream: string }) => stream === "b" ? "" : stream },
    {
      view: {
        schema: { version: 1, parse: () => ({ stream: "", versions: [], sum: 0 }) },
        encode: ({ stream }: { readonly stream: string }) => {
          if (stream === "b") throw new TypeError("no b");
          return { stream };
        },
      },
    },
  ];
  for (const [index, part] of parts.entries()) {
    const name = `tallies-${index}`;
    await rejectsWith(machine.drain([tallies({ ...part, name })]), "subscriptions/halted", {
      position: 2,
    });
    assert.equal(await positionOf(store, name), 1);
  }
}

async function unique(scene: Scene): Promise<void> {
  const { store } = scene;
  await count(store, ["a"], 2);
  await count(store, ["b"]);
  const machine = await scene.machine();
  const sample = tallies({
    view: {
      schema: { version: 1, parse: (data) => data as Awaited<ReturnType<typeof readTallies>>[0] },
      encode: (view) => ({ ...view }),
      unique: () => ({ only: "one" }),
    },
  });
  await rejectsWith(machine.drain([sample]), "subscriptions/halted", { position: 3 });
  const views = await readTallies(sample.of({ ...machine.ports, store }));
  assert.deepEqual(views.map(({ stream }) => stream), ["a"]);
}
