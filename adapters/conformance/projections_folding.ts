/** Cases of events folded into views: 1. */

import assert from "node:assert/strict";
import { rejectsWith } from "./assertions.ts";
import {
  appendType,
  count,
  expectedTallies,
  idsOf,
  positionOf,
  readTallies,
  requireTallies,
  tallies,
  type TallyOptions,
  untilFolded,
} from "./projection_samples.ts";
import type { Scene, SubscriptionCase } from "./subscription_case.ts";
import { keeper } from "./subscription_samples.ts";

export const foldingCases: readonly SubscriptionCase[] = [
  { number: 1, does: "folds what there is, and what comes", run: folds },
  { number: 1, does: "an append wakes who waits; no clock needs to move", run: wakes },
  { number: 1, does: "a view that is removed is gone, and may come back", run: removes },
  { number: 1, does: "an event may belong to several views, and to none", run: several },
  { number: 1, does: "goes on after a restart where it was", run: restarts },
  { number: 1, does: "what is no event of its types is passed, and left behind", run: passes },
  { number: 1, does: "many views and many events are folded in many batches", run: many },
  { number: 1, does: "events that were seen are passed over", run: (scene) => seen(scene, {}) },
  {
    number: 1,
    does: "events of whole streams that were seen are passed over",
    run: (scene) => seen(scene, { wholeStreams: true }),
  },
  { number: 1, does: "a list that makes no sense is refused", run: refuses },
];

async function folds(scene: Scene): Promise<void> {
  const { store } = scene;
  await count(store, ["a", "b"], 3);
  const machine = await scene.machine();
  const run = machine.run([tallies()]);
  await count(store, ["b", "c"], 2);
  const position = await count(store, ["a"]);
  const reader = tallies().of(machine.ports);

  await scene.eventually("all is folded", async () => (await reader.get("a"))?.sum === 7);
  await scene.stop(run);
  assert.deepEqual(await reader.get("b"), { stream: "b", versions: [1, 2, 3, 4, 5], sum: 9 });
  assert.equal(await reader.get("nobody"), undefined);
  assert.deepEqual(await readTallies(reader), await expectedTallies(store));
  assert.equal(await positionOf(store), position);
  const by = { index: "sum", from: "000000004" };
  const page = await reader.find({ by, limit: 10 });
  assert.deepEqual(page.items.map(({ stream }) => stream), ["a", "b"]);
}

async function wakes(scene: Scene): Promise<void> {
  const { store } = scene;
  const machine = await scene.machine();
  machine.run([tallies()]);
  const reader = tallies().of(machine.ports);
  await scene.pass(100);
  const before = machine.clock.monotonic();
  for (let n = 1; n <= 5; n++) {
    await count(store, ["a"]);
    await scene.eventually("it is folded", async () => (await reader.get("a"))?.sum === n);
  }
  assert.equal(machine.clock.monotonic(), before);
}

async function removes(scene: Scene): Promise<void> {
  const { store } = scene;
  for (const wholeStreams of [false, true]) {
    const sample = tallies({ name: `tallies-${wholeStreams}`, wholeStreams });
    const machine = await scene.machine();
    const reader = sample.of({ ...machine.ports, store });
    const stream = `a-${wholeStreams}`;
    await count(store, [stream, "b"], 2);
    await appendType(store, "Reset", stream);
    await machine.drain([sample]);
    assert.equal(await reader.get(stream), undefined);
    assert.ok(!(await readTallies(reader)).some((view) => view.stream === stream));

    await count(store, [stream]);
    await machine.drain([sample]);
    assert.deepEqual(await reader.get(stream), { stream, versions: [4], sum: 1 });
    await appendType(store, "Reset", stream);
    await count(store, [stream]);
    await machine.drain([sample]);
    assert.deepEqual(await reader.get(stream), { stream, versions: [6], sum: 1 });
  }
}

async function several(scene: Scene): Promise<void> {
  const { store } = scene;
  await count(store, ["a", "b", "nobody"], 2);
  const sample = tallies({
    ids: ({ stream }) => stream === "nobody" ? [] : [stream, "all", "all"],
    evolve: (view, { data, version }, stream) => ({
      stream,
      versions: [...view?.versions ?? [], version],
      sum: (view?.sum ?? 0) + data.n,
    }),
  });
  const machine = await scene.machine();
  await machine.drain([sample]);

  assert.deepEqual(await readTallies(sample.of({ ...machine.ports, store })), [
    { stream: "a", versions: [1, 2], sum: 3 },
    { stream: "all", versions: [1, 2, 1, 2], sum: 6 },
    { stream: "b", versions: [1, 2], sum: 3 },
  ]);
}

async function restarts(scene: Scene): Promise<void> {
  const { store } = scene;
  const folded: number[] = [];
  for (let n = 1; n <= 3; n++) {
    await count(store, ["a", "b"]);
    await appendType(store, "Other", "a");
    const machine = await scene.machine();
    const sample = tallies({
      ids: ({ stream, position }) => {
        folded.push(position);
        return stream;
      },
    });
    const run = machine.run([sample]);
    await scene.eventually("all is looked at", async () => await positionOf(store) === 3 * n, 200);
    await scene.stop(run);
  }
  assert.deepEqual(folded, [1, 2, 4, 5, 7, 8]);
  await requireTallies(store);
}

async function passes(scene: Scene): Promise<void> {
  const { store } = scene;
  await count(store, ["a"]);
  const machine = await scene.machine();
  const run = machine.run([tallies()]);
  await untilFolded(scene);
  const other = await appendType(store, "Other", "a");
  await scene.eventually("it is written down", async () => await positionOf(store) === other, 100);
  const another = await appendType(store, "Other", "a");
  await scene.stop(run);

  await machine.drain([tallies()]);
  assert.equal(await positionOf(store), another);
}

async function many(scene: Scene): Promise<void> {
  const { store } = scene;
  const streams = Array.from({ length: 60 }, (_, index) => `s${String(index).padStart(2, "0")}`);
  await count(store, streams, 40);
  let commits = 0;
  const machine = await scene.machine();
  machine.line.onCommit = (_, send) => {
    commits++;
    return send();
  };
  await machine.drain([tallies()]);

  await requireTallies(store);
  assert.equal((await idsOf(store, 1)).length, 60);
  assert.ok(commits < 20, `2400 events took ${commits} commits`);
}

async function seen(scene: Scene, options: TallyOptions): Promise<void> {
  const { store } = scene;
  const sample = tallies(options);
  await count(store, ["a", "b"], 3);
  const machine = await scene.machine();
  await machine.drain([sample]);
  const before = await store.get("portico.checkpoints", "tallies");
  const value = { position: 2, types: [...sample.types], halted: null };
  const puts = [{
    collection: "portico.checkpoints",
    id: "tallies",
    expect: "any",
    value,
  }] as const;
  await store.commit({ puts });
  await count(store, ["b"]);

  await (await scene.machine()).drain([sample]);
  await requireTallies(store);
  assert.ok(before !== undefined && await positionOf(store) === 7);
}

async function refuses(scene: Scene): Promise<void> {
  const { store } = scene;
  const { drain } = await scene.machine();
  const refused = (...list: Parameters<typeof drain>[0]) =>
    rejectsWith(drain(list), "subscriptions/invalid");
  await refused(tallies(), tallies());
  await refused(tallies({ name: "keeper" }), keeper());
  await refused(tallies({ name: "Not a name" }));
  await refused(tallies({ types: [] }));
  await refused(tallies({ version: 0 }));
  await refused(tallies({ version: 1.5 }));
  assert.equal(await store.get("portico.projections", "tallies"), undefined);

  await drain([keeper()]);
  await refused(tallies({ name: "keeper" }));
  await drain([tallies()]);
  await refused(keeper({ name: "tallies", types: ["Counted", "Reset"] }));
}
