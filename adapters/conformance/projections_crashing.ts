/** Cases of crashes and take-overs: 2. */

import assert from "node:assert/strict";
import { OutcomeUnknown, StoreUnavailable } from "../../application/store/errors.ts";
import type { Committed } from "../../application/store/store.ts";
import type { Machine } from "./machine.ts";
import {
  ask,
  count,
  fills,
  positionOf,
  recordOf,
  requireTallies,
  type Send,
  tallies,
  untilFolded,
  untilServed,
} from "./projection_samples.ts";
import type { Scene, SubscriptionCase } from "./subscription_case.ts";

export const crashingCases: readonly SubscriptionCase[] = [
  { number: 2, does: "a batch and its checkpoint are one commit", run: oneCommit },
  ...casesOf("the store does not answer", () => Promise.reject(new StoreUnavailable("down"))),
  ...casesOf("the outcome is unknown, and all was done", async (_, send) => {
    await send();
    throw new OutcomeUnknown("?");
  }),
  ...casesOf("the machine is killed before", (machine) => {
    machine.kill();
    return new Promise(() => {});
  }),
  ...casesOf("the machine is killed after", async (machine, send) => {
    await send();
    machine.kill();
    return await new Promise(() => {});
  }),
  { number: 2, does: "of two runners of one name one folds", run: two },
  { number: 2, does: "who wakes up after a take-over writes nothing", run: wakesUp },
];

/** What happens to one commit. */
type Disaster = (machine: Machine, send: Send) => Promise<Committed>;

/** Commits of a run with a rebuild, and some more. */
const COMMITS = 12;

async function oneCommit(scene: Scene): Promise<void> {
  const { store } = scene;
  await count(store, ["a", "b"], 2);
  const machine = await scene.machine();
  machine.line.onCommit = (changes, send) =>
    fills(changes, 1) ? Promise.reject(new StoreUnavailable("down")) : send();
  machine.run([tallies()]);
  await scene.eventually("it has failed", () => machine.log.entries.length > 0);
  assert.deepEqual([await positionOf(store), await store.get("tallies@1", "a")], [0, undefined]);

  machine.line.onCommit = async (changes, send) => {
    const committed = await send();
    if (fills(changes, 1)) assert.equal(await positionOf(store), 4);
    return committed;
  };
  await untilFolded(scene, 50);
  await requireTallies(store);
}

function casesOf(what: string, disaster: Disaster): SubscriptionCase[] {
  return [{
    number: 2,
    does: `live and rebuilt views are right, whichever commit it is at which ${what}`,
    run: async (scene) => {
      const { store } = scene;
      await count(store, ["a", "b", "c"], 2);
      const { drain } = await scene.machine();
      await drain([tallies()]);
      for (let nth = 1; nth <= COMMITS; nth++) await survive(scene, nth, disaster);
    },
  }];
}

/** Rebuilds once more, with new events, while a commit meets with disaster. */
async function survive(scene: Scene, nth: number, disaster: Disaster): Promise<void> {
  const { store } = scene;
  const { generation } = await recordOf(store);
  await count(store, ["a", "d"]);
  await ask(scene);
  const machine = await scene.machine();
  let commits = 0;
  machine.line.onCommit = (_, send) => ++commits === nth ? disaster(machine, send) : send();
  const first = machine.run([tallies()], { ttl: 500 });
  const served = async () => {
    const record = await recordOf(store);
    return record.generation > generation && record.retired.length === 0;
  };
  await scene.eventually(
    `rebuilt in spite of commit ${nth}`,
    async () => machine.isKilled() || await served(),
    50,
  );
  const last = (await scene.machine()).run([tallies()], { ttl: 500 });
  await scene.eventually(`rebuilt after commit ${nth}`, served, 50);
  if (!machine.isKilled()) first.abort();
  await untilFolded(scene, 50);
  await scene.stop(last, 50);
  await requireTallies(store);
  assert.equal((await recordOf(store)).generation, generation + 1);
}

async function two(scene: Scene): Promise<void> {
  const { store } = scene;
  const folded = [0, 0];
  for (const index of [0, 1]) {
    const ids = ({ stream }: { readonly stream: string }) => {
      folded[index] = (folded[index] ?? 0) + 1;
      return stream;
    };
    (await scene.machine()).run([tallies({ ids })]);
  }
  await count(store, ["a", "b"], 20);
  await untilFolded(scene);
  assert.deepEqual(folded.toSorted((a, b) => a - b), [0, 40]);
  await ask(scene);
  await untilServed(scene, 2);
  assert.deepEqual(folded.toSorted((a, b) => a - b), [0, 80]);
}

async function wakesUp(scene: Scene): Promise<void> {
  const { store } = scene;
  const ttl = 2000;
  const [first, second] = [await scene.machine(), await scene.machine()];
  const gate = Promise.withResolvers<void>();
  const answers: unknown[] = [];
  first.line.onCommit = async (changes, send) => {
    if (!fills(changes, 1)) return await send();
    // The whole process stands still at this commit, and goes on with it later.
    first.line.hold();
    await gate.promise;
    try {
      const committed = await send();
      answers.push("written");
      return committed;
    } catch (error) {
      answers.push(error instanceof Error && "code" in error ? error.code : error);
      throw error;
    }
  };
  await count(store, ["a"]);
  first.run([tallies()], { ttl });
  await scene.eventually(
    "the first leads",
    async () => await store.get("portico.fences", "tallies") !== undefined,
  );

  const run = second.run([tallies()], { ttl });
  await count(store, ["a", "b"], 2);
  await untilFolded(scene, 50);
  gate.resolve();
  first.line.release();
  await scene.eventually("the first has tried", () => answers.length === 1, 10);
  assert.deepEqual(answers, ["store/version-conflict"]);
  await count(store, ["a"]);
  await untilFolded(scene, 50);
  await scene.stop(run);
  await requireTallies(store);
  assert.equal(await positionOf(store), 6);
}
