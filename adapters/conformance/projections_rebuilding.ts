/** Cases of rebuilds: 4. */

import assert from "node:assert/strict";
import { rejectsWith } from "./assertions.ts";
import {
  appendType,
  ask,
  count,
  expectedTallies,
  fills,
  idsOf,
  readTallies,
  recordOf,
  requireTallies,
  switchesTo,
  tallies,
  untilFolded,
  untilServed,
} from "./projection_samples.ts";
import { realClock } from "./real_clock.ts";
import type { Scene, SubscriptionCase } from "./subscription_case.ts";
import { effects, keeper } from "./subscription_samples.ts";

export const rebuildingCases: readonly SubscriptionCase[] = [
  { number: 4, does: "a rebuild gives the same documents as the live run", run: same },
  { number: 4, does: "an ask wakes who runs it; no clock needs to move", run: wakes },
  {
    number: 4,
    does: "a rebuild mends what was broken, and removes what should not be",
    run: mends,
  },
  { number: 4, does: "a rebuild repeats no effects of subscriptions", run: noEffects },
  { number: 4, does: "live events are folded while a rebuild is under way", run: live },
  { number: 4, does: "a rebuild under steady appends comes to its end", run: steady },
  { number: 4, does: "an interrupted rebuild goes on where it was", run: goesOn },
  { number: 4, does: "asked twice is one rebuild, and leaves one event", run: twice },
  { number: 4, does: "asked again after a rebuild is another", run: again },
  { number: 4, does: "nobody can ask for what never ran", run: unknown },
  { number: 4, does: "what the old generation knew of removed views goes too", run: removedToo },
];

async function same(scene: Scene): Promise<void> {
  const { store } = scene;
  await count(store, ["a", "b", "c"], 15);
  await appendType(store, "Reset", "b");
  await count(store, ["b", "d"], 3);
  const machine = await scene.machine();
  await machine.drain([tallies()]);
  const content = async (id: string, generation: number) =>
    (await store.get(`tallies@${generation}`, id))?.value;
  const before = await Promise.all((await idsOf(store, 1)).map((id) => content(id, 1)));

  await ask(scene);
  await machine.drain([tallies()]);
  const after = await Promise.all((await idsOf(store, 2)).map((id) => content(id, 2)));
  assert.deepEqual(after, before);
  assert.equal(before.length, 4);
  assert.deepEqual(await idsOf(store, 1), []);
  assert.deepEqual(await recordOf(store), {
    generation: 2,
    definition: { version: 1, types: ["Counted", "Reset"] },
    rebuild: null,
    retired: [],
  });
  await requireTallies(store);
}

async function wakes(scene: Scene): Promise<void> {
  const { store } = scene;
  await count(store, ["a", "b"]);
  const machine = await scene.machine();
  machine.run([tallies()]);
  await untilFolded(scene);
  const before = machine.clock.monotonic();
  await ask(scene);
  await untilServed(scene, 2);
  assert.equal(machine.clock.monotonic(), before);
  await requireTallies(store);
  await count(store, ["a"]);
  await untilFolded(scene);
}

async function mends(scene: Scene): Promise<void> {
  const { store } = scene;
  await count(store, ["a", "b"], 2);
  const machine = await scene.machine();
  await machine.drain([tallies()]);
  const puts = (["a", "stray"] as const).map((id) => ({
    collection: "tallies@1",
    id,
    expect: "any" as const,
    value: {
      schemaVersion: 1,
      data: { stream: id, versions: [], sum: 99 },
      position: 0,
      streamVersion: 0,
    },
  }));
  await store.commit({ puts });
  assert.equal((await readTallies(tallies().of({ ...machine.ports, store }))).length, 3);

  await ask(scene);
  await machine.drain([tallies()]);
  await requireTallies(store);
}

async function noEffects(scene: Scene): Promise<void> {
  const { store } = scene;
  await count(store, ["a", "b"], 3);
  const machine = await scene.machine();
  await machine.drain([tallies(), keeper()]);
  await ask(scene);
  await machine.drain([tallies(), keeper()]);
  assert.deepEqual(await effects(store), { a: [1, 2, 3], b: [1, 2, 3] });
  await requireTallies(store);
}

async function live(scene: Scene): Promise<void> {
  const { store } = scene;
  const streams = Array.from({ length: 30 }, (_, index) => `s${index}`);
  await count(store, streams, 100);
  const machine = await scene.machine();
  machine.run([tallies()]);
  await untilFolded(scene);
  const reader = tallies().of({ store, clock: realClock });
  let batches = 0;
  let shownBefore: number | undefined;
  machine.line.onCommit = async (changes, send) => {
    if (fills(changes, 2) && ++batches === 1) await count(store, ["s0"], 1);
    if (switchesTo(changes, 2)) shownBefore = (await reader.get("s0"))?.versions.length;
    return await send();
  };
  await ask(scene);
  await untilServed(scene, 2);

  assert.ok(batches > 1, "The rebuild takes several batches");
  assert.equal(shownBefore, 101, "The old generation shows what came meanwhile");
  await requireTallies(store);
}

async function steady(scene: Scene): Promise<void> {
  const { store } = scene;
  await count(store, ["a", "b"], 50);
  const machine = await scene.machine();
  machine.run([tallies()]);
  await untilFolded(scene);
  machine.line.onCommit = async (changes, send) => {
    const committed = await send();
    // Whatever is folded, there is more already, until the rebuilt one serves.
    if (fills(changes, 1)) await count(store, ["a"]);
    return committed;
  };
  await count(store, ["a"]);
  await ask(scene);
  await scene.eventually("it is served", async () => (await recordOf(store)).generation === 2);
  machine.line.onCommit = (_, send) => send();
  await untilServed(scene, 2);
  await untilFolded(scene);
}

async function goesOn(scene: Scene): Promise<void> {
  const { store } = scene;
  const streams = Array.from({ length: 30 }, (_, index) => `s${index}`);
  await count(store, streams, 100);
  const first = await scene.machine();
  await first.drain([tallies()]);
  await ask(scene);
  let batches = 0;
  first.line.onCommit = async (changes, send) => {
    const committed = await send();
    if (fills(changes, 2) && ++batches === 1) first.kill();
    return committed;
  };
  first.run([tallies()], { ttl: 500 });
  await scene.eventually("the first is dead", first.isKilled);
  const { rebuild } = await recordOf(store);
  assert.ok(rebuild !== null && rebuild.position >= 1000);

  const folded = new Set<number>();
  const ids = ({ stream, position }: { readonly stream: string; readonly position: number }) => {
    folded.add(position);
    return stream;
  };
  (await scene.machine()).run([tallies({ ids })], { ttl: 500 });
  await untilServed(scene, 2, 50);
  await requireTallies(store);
  assert.equal(Math.min(...folded), rebuild.position + 1);
}

async function twice(scene: Scene): Promise<void> {
  const { store } = scene;
  await count(store, ["a"]);
  const machine = await scene.machine();
  await machine.drain([tallies()]);
  await Promise.all([ask(scene), ask(scene)]);
  await ask(scene);
  const events = await store.readStream("portico/projections/tallies");
  assert.deepEqual(events.map(({ type, data, metadata }) => [type, data, metadata.actor]), [
    ["portico.ProjectionRebuildAsked", { projection: "tallies", version: 1 }, "ada"],
  ]);

  await machine.drain([tallies()]);
  assert.equal((await recordOf(store)).generation, 2);
}

async function again(scene: Scene): Promise<void> {
  const { store } = scene;
  await count(store, ["a", "b"]);
  const machine = await scene.machine();
  machine.run([tallies()]);
  await untilFolded(scene);
  for (let generation = 2; generation <= 4; generation++) {
    await ask(scene);
    await untilServed(scene, generation);
    assert.deepEqual(await readTallies(tallies().of({ ...machine.ports, store })), [
      ...await expectedTallies(store),
    ]);
    assert.deepEqual(await idsOf(store, generation - 1), []);
  }
}

async function unknown(scene: Scene): Promise<void> {
  await rejectsWith(ask(scene, "nobody"), "projections/not-found", { projection: "nobody" });
  assert.equal(await scene.store.head(), 0);
}

async function removedToo(scene: Scene): Promise<void> {
  const { store } = scene;
  await count(store, ["a"], 2);
  await appendType(store, "Reset", "a");
  const machine = await scene.machine();
  const sample = tallies({ wholeStreams: true });
  await machine.drain([sample]);
  const left = async (generation: number) => {
    const collection = `tallies@${generation}.removed`;
    return (await store.find({ collection, limit: 9 })).items.length;
  };
  assert.equal(await left(1), 1);
  await ask(scene);
  await machine.drain([sample]);
  assert.deepEqual([await left(1), await left(2)], [0, 1]);
}
