/** Cases of rebuilds that come to an event they cannot fold: 8. */

import assert from "node:assert/strict";
import { rejectsWith } from "./assertions.ts";
import {
  ask,
  count,
  failing,
  haltOf,
  recordOf,
  requireTallies,
  tallies,
  tally,
  type TallyOptions,
  untilFolded,
  untilServed,
} from "./projection_samples.ts";
import type { Scene, SubscriptionCase } from "./subscription_case.ts";

export const haltedRebuildCases: readonly SubscriptionCase[] = [
  { number: 8, does: "a rebuild that halts leaves the old one serving and going on", run: rebuild },
  { number: 8, does: "a rebuild mends views that nothing can be folded into", run: mends },
  {
    number: 8,
    does: "a rebuild that halted is done when it is asked for again",
    run: rebuildAgain,
  },
  { number: 8, does: "a new definition that halts leaves the old one serving", run: definition },
  { number: 8, does: "a new definition serves at the end of the log, not before", run: atTheEnd },
];

async function rebuild(scene: Scene): Promise<void> {
  const { store } = scene;
  let broken = false;
  await count(store, ["a", "b"], 2);
  const machine = await scene.machine();
  machine.run([tallies(failing("b2", () => broken))]);
  await untilFolded(scene);
  broken = true;
  await ask(scene);
  await scene.eventually(
    "it has halted",
    async () => (await recordOf(store)).rebuild?.halted !== null,
  );
  await count(store, ["a", "c"]);
  await untilFolded(scene);

  const { generation, rebuild } = await recordOf(store);
  assert.deepEqual([generation, rebuild?.generation, rebuild?.halted], [1, 2, {
    position: 4,
    error: { name: "Error", message: "broken at b2", code: null },
  }]);
  assert.equal(await haltOf(store), null);
  await rejectsWith(
    (await scene.machine()).drain([tallies({ name: "others", ...failing("c1") })]),
    "subscriptions/halted",
  );
}

async function mends(scene: Scene): Promise<void> {
  const { store } = scene;
  await count(store, ["a", "b"], 2);
  const machine = await scene.machine();
  await machine.drain([tallies()]);
  const value = { schemaVersion: 1, data: null, position: 0, streamVersion: 0 };
  await store.commit({ puts: [{ collection: "tallies@1", id: "a", expect: "any", value }] });
  await count(store, ["a"]);
  const evolve: TallyOptions["evolve"] = (view, event) => {
    if (view === null) throw new Error("nothing to fold into");
    return tally(view, event);
  };
  machine.run([tallies({ evolve })]);
  await scene.eventually("it has halted", async () => await haltOf(store) !== null);

  await ask(scene);
  await untilServed(scene, 2);
  await requireTallies(store);
  await count(store, ["a"]);
  await untilFolded(scene);
  assert.equal(await haltOf(store), null);
}

async function rebuildAgain(scene: Scene): Promise<void> {
  const { store } = scene;
  let broken = false;
  await count(store, ["a", "b"], 2);
  const machine = await scene.machine();
  const run = machine.run([tallies(failing("b2", () => broken))]);
  await untilFolded(scene);
  broken = true;
  await ask(scene);
  const isHalted = async () => (await recordOf(store)).rebuild?.halted !== null;
  await scene.eventually("it has halted", isHalted);
  await ask(scene);
  await scene.eventually(
    "it has halted again",
    async () => (await recordOf(store)).rebuild?.generation === 3 && await isHalted(),
  );
  broken = false;
  await ask(scene);
  await untilServed(scene, 4);
  await scene.stop(run);

  broken = true;
  await ask(scene);
  const { drain } = await scene.machine();
  await rejectsWith(drain([tallies(failing("b2"))]), "projections/rebuild-halted", {
    projection: "tallies",
    position: 4,
  });
  assert.equal(await haltOf(store), null);
  await drain([tallies()]);
  assert.equal((await recordOf(store)).generation, 5);
  await requireTallies(store);
}

async function definition(scene: Scene): Promise<void> {
  const { store } = scene;
  await count(store, ["a", "b"], 2);
  const first = await scene.machine();
  await first.drain([tallies()]);
  const run = (await scene.machine()).run([tallies({ ...failing("b2"), version: 2 })]);
  await scene.eventually(
    "it has halted",
    async () => (await recordOf(store)).rebuild?.halted !== null,
  );
  await scene.pass(5000, 100);
  assert.equal((await recordOf(store)).generation, 1);
  await requireTallies(store);
  await scene.stop(run, 100);

  (await scene.machine()).run([tallies({ version: 3 })]);
  await untilServed(scene, 3, 50);
  await requireTallies(store);
}

async function atTheEnd(scene: Scene): Promise<void> {
  const { store } = scene;
  await count(store, ["a"], 2);
  await (await scene.machine()).drain([tallies()]);
  await count(store, Array.from({ length: 30 }, (_, index) => `s${index}`), 100);
  await count(store, ["b"]);
  const { drain } = await scene.machine();
  await rejectsWith(
    drain([tallies({ ...failing("b1"), version: 2 })]),
    "projections/rebuild-halted",
    { projection: "tallies", position: 3003 },
  );
  const { generation, rebuild } = await recordOf(store);
  assert.deepEqual([generation, rebuild?.position], [1, 3002]);
}
