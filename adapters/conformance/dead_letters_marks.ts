/** Cases of the marks by which operators act: 7. */

import assert from "node:assert/strict";
import { deadLetterStream } from "../../application/events/dead_letters.ts";
import type { Machine } from "./machine.ts";
import type { Scene, SubscriptionCase } from "./subscription_case.ts";
import { effects, emit } from "./subscription_samples.ts";
import { numbers } from "./store_samples.ts";
import { brokenWorld, have } from "./dead_letter_samples.ts";

export const markCases: readonly SubscriptionCase[] = [
  { number: 7, does: "every act leaves a record with its actor", run: leavesRecords },
  {
    number: 7,
    does: "the last word of operators counts, up to the moment it is acted on",
    run: lastWord,
  },
  { number: 7, does: "a mark is seen at once, however little there is to do", run: atOnce },
  { number: 7, does: "acts survive a machine that is killed while it does them", run: survive },
];

async function leavesRecords(scene: Scene): Promise<void> {
  const { store } = scene;
  const { machine, sample, operator } = await brokenWorld(scene, "abc");
  await emit(store, "a", "b", "c");
  await machine.drain(sample);
  await operator.discard("keeper:2", "ada");
  await operator.redriveAll("keeper", "bob");

  const acts = await store.readStream(deadLetterStream("keeper"));
  assert.deepEqual(
    acts.map(({ type, data, metadata }) => [type, Object(data).position, metadata.actor]),
    [
      ["portico.DeadLetterDiscarded", 2, "ada"],
      ["portico.DeadLetterRedriven", 1, "bob"],
      ["portico.DeadLetterRedriven", 3, "bob"],
    ],
  );
}

async function lastWord(scene: Scene): Promise<void> {
  const { store } = scene;
  const { machine, sample, operator, repair } = await brokenWorld(scene, "a");
  await emit(store, "a", "a");
  await machine.drain(sample);
  repair();
  await operator.redrive("keeper:1", "ada");
  onceBeforeActing(machine, () => operator.discard("keeper:1", "bob"));
  machine.run(sample);

  await have(scene, { a: [2] });
}

/** Does something between the moment a machine reads a mark and the commit that acts on it. */
function onceBeforeActing({ line }: Machine, act: () => Promise<void>): void {
  line.onCommit = async (changes, send) => {
    if (changes.puts?.some(({ collection }) => collection === "portico.pending.keeper")) {
      line.onCommit = (_, next) => next();
      await act();
    }
    return await send();
  };
}

async function atOnce(scene: Scene): Promise<void> {
  const { store } = scene;
  const { machine, sample, operator, letters, repair } = await brokenWorld(scene, "a");
  await emit(store, "a");
  machine.run(sample);
  await scene.eventually("it is dead", async () => (await letters()).length === 1);
  repair();
  await operator.redrive("keeper:1", "ada");

  // No clock moves: nobody may wait for a poll.
  await scene.eventually("it is handled", async () => "a" in await effects(store));
}

async function survive(scene: Scene): Promise<void> {
  const { store } = scene;
  const { machine, sample, operator, repair } = await brokenWorld(scene, "ab");
  await emit(store, "a", "b", "a", "b");
  await machine.drain(sample);
  repair();
  await operator.redrive("keeper:1", "ada");
  await operator.discard("keeper:2", "ada");
  for (const nth of numbers(6)) {
    const dying = await scene.machine();
    let commits = 0;
    dying.line.onCommit = async (_, send) => {
      if (++commits === nth) dying.kill();
      return nth % 2 === 0 ? await send() : await new Promise(() => {});
    };
    dying.run(sample, { ttl: 200 });
    await scene.pass(2000, 20);
    dying.kill();
  }
  (await scene.machine()).run(sample, { ttl: 200 });

  await have(scene, { a: [1, 2], b: [2] });
}
