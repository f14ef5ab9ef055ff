/** Cases of cursors, and of reading what was written: 6. */

import assert from "node:assert/strict";
import { rejectsWith } from "./assertions.ts";
import { appendType, ask, count, readTallies, tallies, untilFolded } from "./projection_samples.ts";
import { realClock } from "./real_clock.ts";
import type { Scene, SubscriptionCase } from "./subscription_case.ts";

export const readingCases: readonly SubscriptionCase[] = [
  { number: 6, does: "there is nothing to read where nothing ever ran", run: nothing },
  { number: 6, does: "a cursor expires with its generation", run: expires },
  { number: 6, does: "cursors that were made up are refused", run: madeUp },
  { number: 6, does: "reads what was written, once it is folded", run: consistent },
  { number: 6, does: "waits for nothing that is no event of its types", run: otherTypes },
  { number: 6, does: "a position beyond the head is refused at once", run: beyond },
  { number: 6, does: "gives up after five seconds", run: givesUp },
  { number: 6, does: "an abort ends the wait", run: aborts },
];

async function nothing(scene: Scene): Promise<void> {
  const { ports } = await scene.machine();
  const reader = tallies().of(ports);
  assert.equal(await reader.get("a"), undefined);
  assert.deepEqual(await reader.find({ limit: 3 }), { items: [], next: undefined });
  assert.equal(await reader.get("a", { consistentWith: 0 }), undefined);
}

async function expires(scene: Scene): Promise<void> {
  const { store } = scene;
  await count(store, ["a", "b", "c"]);
  const machine = await scene.machine();
  await machine.drain([tallies()]);
  const reader = tallies().of({ ...machine.ports, store });
  const { items, next } = await reader.find({ limit: 2 });
  assert.deepEqual([items.length, typeof next], [2, "string"]);
  await ask(scene);
  assert.equal((await reader.find({ limit: 2, after: next })).items.length, 1);

  await machine.drain([tallies()]);
  await rejectsWith(reader.find({ limit: 2, after: next }), "projections/cursor-expired", {
    projection: "tallies",
  });
  assert.equal((await readTallies(reader)).length, 3);
}

async function madeUp(scene: Scene): Promise<void> {
  const { store } = scene;
  await count(store, ["a", "b", "c"]);
  const machine = await scene.machine();
  const reader = tallies().of({ ...machine.ports, store });
  await rejectsWith(reader.find({ limit: 2, after: "1.x" }), "store/invalid-cursor");
  await machine.drain([tallies()]);
  const { next } = await reader.find({ limit: 2 });
  const within = next?.slice(2);
  for (
    const after of [
      "",
      "x",
      ".",
      "1.",
      "1.x",
      `2.${within}`,
      `0.${within}`,
      `01.${within}`,
      `${within}`,
    ]
  ) {
    await rejectsWith(reader.find({ limit: 2, after }), "store/invalid-cursor");
  }
}

async function consistent(scene: Scene): Promise<void> {
  const { store } = scene;
  const [writer, runner] = [await scene.machine(), await scene.machine()];
  const reader = tallies().of(writer.ports);
  await count(store, ["a"], 3);
  runner.run([tallies()]);
  await untilFolded(scene);
  runner.line.hold();
  const consistentWith = await count(store, ["a"]);
  let answered = false;
  const get = reader.get("a", { consistentWith }).finally(() => answered = true);
  const find = reader.find({ limit: 3, consistentWith });
  await scene.pass(200);
  assert.equal(answered, false);
  assert.equal((await reader.get("a"))?.sum, 6);

  runner.line.release();
  await scene.eventually("it is answered", () => answered, 1);
  assert.equal((await get)?.sum, 7);
  let found = false;
  find.finally(() => found = true).catch(() => {});
  await scene.eventually("the page is answered", () => found, 1);
  assert.equal((await find).items[0]?.sum, 7);
  assert.equal((await reader.get("a", { consistentWith: 0 }))?.sum, 7);
}

async function otherTypes(scene: Scene): Promise<void> {
  const { store } = scene;
  await count(store, ["a"]);
  const machine = await scene.machine();
  await machine.drain([tallies()]);
  const consistentWith = await appendType(store, "Other", "a");
  const reader = tallies().of({ ...machine.ports, store });
  assert.equal((await reader.get("a", { consistentWith }))?.sum, 1);
}

async function beyond(scene: Scene): Promise<void> {
  const { store } = scene;
  const position = await count(store, ["a"]);
  const machine = await scene.machine();
  await machine.drain([tallies()]);
  const reader = tallies().of({ ...machine.ports, store });
  const fields = { position: position + 1, head: position };
  const consistentWith = position + 1;
  await rejectsWith(
    reader.get("a", { consistentWith }),
    "projections/position-beyond-head",
    fields,
  );
  await rejectsWith(
    reader.find({ limit: 1, consistentWith }),
    "projections/position-beyond-head",
    fields,
  );
  for (const made of [-1, 0.5, NaN, Infinity, 2 ** 60]) {
    await rejectsWith(reader.get("a", { consistentWith: made }), "invalid-input");
  }
}

async function givesUp(scene: Scene): Promise<void> {
  const { store } = scene;
  const consistentWith = await count(store, ["a"]);
  const machine = await scene.machine();
  const before = machine.clock.monotonic();
  let answer: unknown;
  const got = tallies().of(machine.ports).get("a", { consistentWith }).catch((error) => {
    answer = error;
    throw error;
  });
  got.catch(() => {});
  await scene.eventually("it has given up", () => answer !== undefined, 50);
  await rejectsWith(got, "projections/not-consistent-yet", {
    projection: "tallies",
    position: consistentWith,
  });
  const waited = machine.clock.monotonic() - before;
  assert.ok(waited >= 5000 && waited < 6000, `waited ${waited} ms`);

  const folder = await scene.machine();
  const sample = tallies();
  await folder.drain([sample]);
  await count(store, ["a"]);
  let late: unknown;
  tallies().of(machine.ports).get("a", { consistentWith: 2 }).catch((error) => late = error);
  await scene.eventually("it has given up too", () => late !== undefined, 50);
}

async function aborts(scene: Scene): Promise<void> {
  const { store } = scene;
  const consistentWith = await count(store, ["a"]);
  const reason = new Error("enough");
  const gone = AbortSignal.abort(reason);
  const reader = tallies().of({ store, clock: realClock });
  await assert.rejects(reader.get("a", { consistentWith, signal: gone }), reason);
  const stop = new AbortController();
  const got = reader.find({ limit: 1, consistentWith, signal: stop.signal });
  setTimeout(() => stop.abort(reason), 5);
  await assert.rejects(got, reason);
}
