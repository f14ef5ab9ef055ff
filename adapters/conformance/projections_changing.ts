/** Cases of definitions that change: 7. */

import assert from "node:assert/strict";
import { projection } from "../../application/events/projection.ts";
import { rejectsWith } from "./assertions.ts";
import {
  appendType,
  ask,
  count,
  type Counted,
  countedCodec,
  fills,
  idsOf,
  readTallies,
  recordOf,
  requireTallies,
  tallies,
  type Tally,
  tally,
  untilFolded,
  untilServed,
} from "./projection_samples.ts";
import { realClock } from "./real_clock.ts";
import type { Scene, SubscriptionCase } from "./subscription_case.ts";

export const changingCases: readonly SubscriptionCase[] = [
  { number: 7, does: "a greater version is rebuilt, the old one served until then", run: version },
  { number: 7, does: "other types are rebuilt, more or fewer", run: types },
  { number: 7, does: "the same types in another order are the same", run: order },
  { number: 7, does: "an older definition gives way to a newer one", run: givesWay },
  { number: 7, does: "an older definition changes nothing after the switch", run: older },
  { number: 7, does: "a definition that changes during a rebuild begins anew", run: during },
  { number: 7, does: "views of a shape not known are unavailable until rebuilt", run: shape },
  { number: 7, does: "a reader waits for the types it asks for", run: waitsForTypes },
];

/** Doubles what it counts. */
function doubled(version = 2) {
  return tallies({
    version,
    evolve: (view, event, _) => {
      const next = tally(view, event);
      return next && { ...next, sum: (view?.sum ?? 0) + 2 * event.data.n };
    },
  });
}

async function version(scene: Scene): Promise<void> {
  const { store } = scene;
  await count(store, ["a", "b"], 2);
  const machine = await scene.machine();
  await machine.drain([tallies()]);
  await count(store, ["a"]);
  const reader = doubled().of({ store, clock: realClock });
  const during: unknown[] = [];
  machine.line.onCommit = async (changes, send) => {
    if (fills(changes, 2)) during.push((await reader.get("a"))?.sum);
    return await send();
  };
  await machine.drain([doubled()]);

  assert.deepEqual(during, [3], "The new definition folds nothing into the old views");
  assert.equal((await reader.get("a"))?.sum, 8);
  assert.deepEqual(await idsOf(store, 1), []);
  assert.deepEqual((await recordOf(store)).definition, {
    version: 2,
    types: ["Counted", "Reset"],
  });
}

async function types(scene: Scene): Promise<void> {
  const { store } = scene;
  await count(store, ["a"], 3);
  await appendType(store, "Reset", "a");
  await count(store, ["a"], 2);
  const machine = await scene.machine();
  const fewer = tallies({ types: ["Counted"] });
  await machine.drain([fewer]);
  const reader = tallies().of({ ...machine.ports, store });
  assert.equal((await reader.get("a"))?.sum, 9);
  await machine.drain([tallies()]);
  assert.equal((await reader.get("a"))?.sum, 3);
  await machine.drain([fewer]);
  assert.equal((await reader.get("a"))?.sum, 9);
  assert.equal((await recordOf(store)).generation, 3);
}

async function order(scene: Scene): Promise<void> {
  const { store } = scene;
  await count(store, ["a"]);
  const machine = await scene.machine();
  await machine.drain([tallies()]);
  await machine.drain([tallies({ types: ["Reset", "Counted"] })]);
  assert.equal((await recordOf(store)).generation, 1);
  assert.equal(await store.head(), 1);
}

async function givesWay(scene: Scene): Promise<void> {
  const { store } = scene;
  await count(store, ["a"], 2);
  const [old, young] = [await scene.machine(), await scene.machine()];
  old.run([tallies()], { ttl: 500 });
  await untilFolded(scene);
  young.run([doubled()], { ttl: 500 });
  await untilServed(scene, 2, 50);
  await scene.eventually(
    "the old one says so",
    () => old.log.entries.some(({ data }) => String(data.error).includes("newer definition")),
    50,
  );

  await count(store, ["a"]);
  const reader = doubled().of({ store, clock: realClock });
  await scene.eventually("it is folded", async () => (await reader.get("a"))?.sum === 8, 10);
  await scene.pass(5000, 50);
  const { generation, rebuild } = await recordOf(store);
  assert.deepEqual([generation, rebuild], [2, null]);
  const oldReader = tallies().of({ store, clock: realClock });
  const consistentWith = await store.head();
  assert.equal((await oldReader.get("a", { consistentWith }))?.sum, 8);
}

async function older(scene: Scene): Promise<void> {
  const { store } = scene;
  await count(store, ["a"], 2);
  const machine = await scene.machine();
  await machine.drain([doubled()]);
  await count(store, ["a"]);
  await rejectsWith(machine.drain([tallies()]), "projections/outdated", { projection: "tallies" });
  assert.equal((await recordOf(store)).generation, 1);
  await machine.drain([doubled()]);
  const [view] = await readTallies(doubled().of({ ...machine.ports, store }));
  assert.equal(view?.sum, 8);
}

async function during(scene: Scene): Promise<void> {
  const { store } = scene;
  await count(store, Array.from({ length: 30 }, (_, index) => `s${index}`), 100);
  const first = await scene.machine();
  await first.drain([tallies()]);
  await ask(scene);
  first.line.onCommit = async (changes, send) => {
    const committed = await send();
    if (fills(changes, 2)) first.kill();
    return committed;
  };
  first.run([tallies()], { ttl: 500 });
  await scene.eventually("the first is dead", first.isKilled);
  assert.ok((await idsOf(store, 2)).length > 0);

  (await scene.machine()).run([doubled()], { ttl: 500 });
  await untilServed(scene, 3, 50);
  const [view] = await readTallies(doubled().of({ store, clock: realClock }));
  assert.deepEqual([view?.versions.length, view?.sum], [100, 2 * 5050]);
  assert.deepEqual([await idsOf(store, 1), await idsOf(store, 2)], [[], []]);
}

async function shape(scene: Scene): Promise<void> {
  const { store } = scene;
  await count(store, ["a"], 2);
  const machine = await scene.machine();
  await machine.drain([tallies()]);
  const next = projection<Counted, { readonly total: number }>({
    name: "tallies",
    version: 2,
    types: ["Counted"],
    codec: countedCodec,
    view: {
      schema: { version: 2, parse: (data) => data as { readonly total: number } },
      encode: ({ total }) => ({ total }),
    },
    ids: ({ stream }) => stream,
    evolve: (view, { data }) => ({ total: (view?.total ?? 0) + data.n }),
  });
  const reader = next.of({ ...machine.ports, store });
  await rejectsWith(reader.get("a"), "projections/not-rebuilt", { projection: "tallies" });
  await machine.drain([next]);
  assert.deepEqual(await reader.get("a"), { total: 3 });
  const old: Promise<Tally | undefined> = tallies().of({ ...machine.ports, store }).get("a");
  await rejectsWith(old, "store/document-from-the-future");
}

async function waitsForTypes(scene: Scene): Promise<void> {
  const { store } = scene;
  await count(store, ["a"]);
  const consistentWith = await appendType(store, "Reset", "a");
  const machine = await scene.machine();
  await machine.drain([tallies({ types: ["Counted"] })]);
  const reader = tallies().of(machine.ports);
  let answered = false;
  const got = reader.get("a", { consistentWith }).finally(() => answered = true);
  await scene.pass(500);
  assert.deepEqual([answered, (await reader.get("a"))?.sum], [false, 1]);
  const runner = await scene.machine();
  runner.run([tallies()]);
  await scene.eventually("it is answered", () => answered, 1);
  assert.equal(await got, undefined);
  await requireTallies(store);
}
