/** Cases of events that cannot be folded: 8. */

import assert from "node:assert/strict";
import type { Json } from "../../domain/kernel/json.ts";
import { rejectsWith } from "./assertions.ts";
import {
  appendType,
  ask,
  count,
  type Counted,
  countedCodec,
  failing,
  haltOf,
  positionOf,
  readTallies,
  requireTallies,
  tallies,
  untilFolded,
  untilServed,
} from "./projection_samples.ts";
import { realClock } from "./real_clock.ts";
import type { Scene, SubscriptionCase } from "./subscription_case.ts";

export const haltCases: readonly SubscriptionCase[] = [
  { number: 8, does: "a fold that throws halts, after all that came before", run: halts },
  { number: 8, does: "an event of another shape halts", run: undecodable },
  { number: 8, does: "a gap in a whole stream halts", run: gap },
  { number: 8, does: "what halted begins again when it is started again", run: startsAgain },
  { number: 8, does: "what halted begins again when a rebuild is asked for", run: asksAgain },
  { number: 8, does: "an event from the future is not skipped, and gives way", run: future },
  { number: 8, does: "a failing store is tried again", run: failingStore },
];

async function halts(scene: Scene): Promise<void> {
  const { store } = scene;
  await count(store, ["a", "b", "c"]);
  await count(store, ["a", "b", "c"]);
  const machine = await scene.machine();
  const run = machine.run([tallies(failing("b2"))]);
  await scene.eventually("it has halted", async () => await haltOf(store) !== null);
  await scene.pass(10_000, 100);

  assert.deepEqual(await haltOf(store), {
    position: 5,
    error: { name: "Error", message: "broken at b2", code: null },
  });
  const views = await readTallies(tallies().of({ store, clock: realClock }));
  assert.deepEqual(views.map(({ versions }) => versions.length), [2, 1, 1]);
  assert.equal(await positionOf(store), 4);
  const errors = machine.log.entries.filter(({ level }) => level === "error");
  assert.deepEqual([errors.length, run.isDone()], [1, false]);
  await scene.stop(run);
}

async function undecodable(scene: Scene): Promise<void> {
  const { store } = scene;
  const codec = {
    decode: (event: Parameters<typeof countedCodec.decode>[0]) => {
      if (event.stream === "b") throw new TypeError("another shape");
      return countedCodec.decode(event);
    },
  };
  await count(store, ["a", "b", "c"]);
  const { drain } = await scene.machine();
  await rejectsWith(drain([tallies({ codec })]), "subscriptions/halted", { position: 2 });
  assert.equal(await positionOf(store), 1);
}

async function gap(scene: Scene): Promise<void> {
  const { store } = scene;
  await count(store, ["a", "b"], 2);
  await appendType(store, "Other", "a");
  await count(store, ["b", "a"]);
  const { drain } = await scene.machine();
  const whole = tallies({ wholeStreams: true });
  await rejectsWith(drain([whole]), "subscriptions/halted", { position: 7 });
  const { error } = await haltOf(store) as { readonly error: { readonly code: string } };
  assert.equal(error.code, "events/broken-stream");
  await drain([tallies({ name: "parts" })]);
}

async function startsAgain(scene: Scene): Promise<void> {
  const { store } = scene;
  await count(store, ["a", "b"], 2);
  const first = await scene.machine();
  const run = first.run([tallies(failing("b1"))]);
  await scene.eventually("it has halted", async () => await haltOf(store) !== null);
  await scene.stop(run);

  (await scene.machine()).run([tallies()]);
  await untilFolded(scene, 10);
  assert.equal(await haltOf(store), null);
  await requireTallies(store);
}

async function asksAgain(scene: Scene): Promise<void> {
  const { store } = scene;
  let broken = true;
  await count(store, ["a", "b"], 2);
  const machine = await scene.machine();
  machine.run([tallies(failing("b1", () => broken))]);
  await scene.eventually("it has halted", async () => await haltOf(store) !== null);
  const before = machine.clock.monotonic();
  broken = false;
  await ask(scene);

  await scene.eventually("it is rebuilt or goes on", async () => await haltOf(store) === null);
  await untilServed(scene, 2);
  await requireTallies(store);
  assert.equal(machine.clock.monotonic(), before);
}

async function future(scene: Scene): Promise<void> {
  const { store } = scene;
  await count(store, ["a"]);
  await appendType(store, "Counted", "b", 2);
  await count(store, ["c"]);
  const [old, young] = [await scene.machine(), await scene.machine()];
  const ttl = 20_000;
  old.run([tallies()], { ttl });
  const told = () => old.log.entries.filter(({ level }) => level === "error").length;
  await scene.eventually("the old one has come", () => told() === 1);
  assert.deepEqual([await positionOf(store), await haltOf(store)], [1, null]);
  await scene.pass(1.9 * ttl, 200);
  assert.equal(told(), 1, "It leaves others the time to take over");

  const codec = {
    decode: (event: Parameters<typeof countedCodec.decode>[0]) =>
      ({ ...event, data: event.data as Json & Counted["data"] }) as ReturnType<
        typeof countedCodec.decode
      >,
  };
  young.run([tallies({ codec })], { ttl });
  await scene.eventually("all is folded", async () => await positionOf(store) === 3, 200);
  await rejectsWith(
    (await scene.machine()).drain([
      tallies({ name: "others" }),
    ]),
    "events/from-the-future",
    { position: 2 },
  );
}

async function failingStore(scene: Scene): Promise<void> {
  const { store } = scene;
  await count(store, ["a"], 2);
  const machine = await scene.machine();
  let reads = 0;
  machine.line.onReadLog = (read) =>
    ++reads % 2 === 1 ? Promise.reject(new Error("connection lost")) : read();
  machine.run([tallies()]);
  await untilFolded(scene, 50);
  machine.line.onReadLog = (read) => read();
  await count(store, ["b"]);
  await untilFolded(scene, 50);
  await requireTallies(store);
}
