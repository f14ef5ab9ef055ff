/** Cases of crashes around the commit that carries effect and checkpoint: 2. */

import assert from "node:assert/strict";
import { OutcomeUnknown, StoreUnavailable } from "../../application/store/errors.ts";
import type { Committed } from "../../application/store/store.ts";
import type { Machine } from "./machine.ts";
import type { Scene, SubscriptionCase } from "./subscription_case.ts";
import { effects, emit, keeper, recorder } from "./subscription_samples.ts";

export const crashCases: readonly SubscriptionCase[] = [
  ...casesOf("the store does not answer", () => Promise.reject(new StoreUnavailable("down"))),
  ...casesOf(
    "the outcome is unknown, and nothing was done",
    () => Promise.reject(new OutcomeUnknown("?")),
  ),
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
];

/** What happens to one commit. */
type Disaster = (machine: Machine, send: () => Promise<Committed>) => Promise<Committed>;

/** Commits of a run of the sample, and some more. */
const COMMITS = 16;

function casesOf(what: string, disaster: Disaster): SubscriptionCase[] {
  return [1, 3].map((concurrency) => ({
    number: 2,
    does: `one effect each, whichever commit it is at which ${what} (concurrency ${concurrency})`,
    run: async (scene) => {
      await emit(scene.store, "a", "b", "a", "c", "b", "a");
      for (let nth = 1; nth <= COMMITS; nth++) await survive(scene, concurrency, nth, disaster);
    },
  }));
}

/** Runs a subscription of its own to the end, one of whose commits meets with disaster. */
async function survive(
  scene: Scene,
  concurrency: number,
  nth: number,
  disaster: Disaster,
): Promise<void> {
  const name = `keeper-${nth}`;
  const { handle } = recorder(({ at, context }) => {
    if (at === "b1" && context.attempt === 1) throw new Error("once");
  }, name);
  const sample = [keeper({ name, concurrency, handle, retry: { firstDelay: 200 } })];
  const machine = await scene.machine();
  let commits = 0;
  machine.line.onCommit = (_, send) => ++commits === nth ? disaster(machine, send) : send();
  const finished = async () => await isFinished(scene, name);

  const first = machine.run(sample, { ttl: 500 });
  first.done.catch(() => {});
  await scene.eventually(
    `all is handled in spite of commit ${nth}`,
    async () => machine.isKilled() || first.isDone() || await finished(),
    100,
  );
  const last = (await scene.machine()).run(sample, { ttl: 500 });
  await scene.eventually(`all is handled after commit ${nth}`, finished, 100);
  if (!machine.isKilled()) first.abort();
  await scene.stop(last, 100);
  assert.deepEqual(await effects(scene.store, name), { a: [1, 2, 3], b: [1, 2], c: [1] });
}

async function isFinished({ store }: Scene, collection: string): Promise<boolean> {
  const found = Object.values(await effects(store, collection));
  return found.reduce((sum, { length }) => sum + length, 0) >= 6;
}
