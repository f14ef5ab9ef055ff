/** Cases of the moment when another generation takes over: 5. */

import assert from "node:assert/strict";
import type { Committed } from "../../application/store/store.ts";
import { pause } from "./assertions.ts";
import {
  ask,
  count,
  fills,
  idsOf,
  positionOf,
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

export const switchingCases: readonly SubscriptionCase[] = [
  { number: 5, does: "readers see the old generation whole until the switch", run: until },
  { number: 5, does: "what readers see never steps back", run: neverBack },
  { number: 5, does: "no switch to a generation that would be behind", run: notBehind },
  { number: 5, does: "no switch while the old generation alone shows something", run: notYet },
  { number: 5, does: "a reader that is overtaken by the switch reads again", run: readsAgain },
  { number: 5, does: "a page that is overtaken by the switch is read again", run: pagesAgain },
];

async function until(scene: Scene): Promise<void> {
  const { store } = scene;
  await count(store, Array.from({ length: 20 }, (_, index) => `s${index}`), 100);
  const machine = await scene.machine();
  await machine.drain([tallies()]);
  const reader = tallies().of({ store, clock: realClock });
  const before = await readTallies(reader);
  let looks = 0;
  const look = async () => {
    looks++;
    assert.deepEqual(await readTallies(reader), before);
  };
  machine.line.onCommit = async (changes, send) => {
    if (!fills(changes, 2) && !switchesTo(changes, 2)) return await send();
    await look();
    const committed = await send();
    await look();
    return committed;
  };
  await ask(scene);
  await machine.drain([tallies()]);
  assert.ok(looks >= 6, `looked ${looks} times`);
  assert.equal((await recordOf(store)).generation, 2);
}

async function neverBack(scene: Scene): Promise<void> {
  const { store } = scene;
  await count(store, ["a", "b"], 20);
  const machine = await scene.machine();
  const other = await scene.machine();
  machine.run([tallies()]);
  await untilFolded(scene);
  const readers = [tallies().of(machine.ports), tallies().of(other.ports)];
  let most = 0;
  let stop = false;
  const reading = (async () => {
    while (!stop) {
      await pause(0);
      for (const reader of readers) {
        const found = (await reader.get("a"))?.versions.length ?? 0;
        assert.ok(found >= most, `${found} after ${most}`);
        most = found;
        const { items } = await reader.find({ limit: 10 });
        assert.ok((items.at(0)?.versions.length ?? 0) >= most, "a page steps back");
      }
    }
  })();
  for (let generation = 2; generation <= 5; generation++) {
    await ask(scene);
    await count(store, ["a"], 30);
    await scene.eventually(
      "it is served",
      async () => (await recordOf(store)).generation === generation,
    );
  }
  stop = true;
  await reading;
}

async function notBehind(scene: Scene): Promise<void> {
  const { store } = scene;
  await count(store, ["a", "b"], 3);
  const machine = await scene.machine();
  await machine.drain([tallies()]);
  let early: string | undefined;
  machine.line.onCommit = async (changes, send) => {
    if (!switchesTo(changes, 2) || early !== undefined) return await send();
    // As if the old generation had gone on meanwhile.
    const position = await count(store, ["a"]);
    await store.commit({ puts: [checkpointAt(position)] });
    const answer: Committed | Error = await send().catch((error: Error) => error);
    early = answer instanceof Error ? "refused" : "switched";
    if (answer instanceof Error) throw answer;
    return answer;
  };
  await ask(scene);
  await machine.drain([tallies()]);

  assert.equal(early, "refused");
  const head = await store.head();
  assert.deepEqual([(await recordOf(store)).generation, await positionOf(store)], [2, head]);
  await requireTallies(store);
}

async function notYet(scene: Scene): Promise<void> {
  const { store } = scene;
  await count(store, Array.from({ length: 30 }, (_, index) => `s${index}`), 100);
  const machine = await scene.machine();
  machine.run([tallies()]);
  await untilFolded(scene);
  const reader = tallies().of({ store, clock: realClock });
  const shown = async () => (await reader.get("s0"))?.versions.length ?? 0;
  let late = 0;
  let around: readonly number[] = [];
  machine.line.onCommit = async (changes, send) => {
    const before = switchesTo(changes, 2) ? await shown() : undefined;
    const committed = await send();
    if (before !== undefined) around = [before, await shown()];
    const { rebuild } = await recordOf(store);
    if (fills(changes, 2) && late === 0 && rebuild?.position === await store.head()) {
      // The old generation shows this before the new one has looked at the log again.
      late = await count(store, ["s0"]);
    }
    return committed;
  };
  await ask(scene);
  await untilServed(scene, 2);

  assert.ok(late > 0);
  assert.deepEqual(around, [101, 101]);
}

function checkpointAt(position: number) {
  const value = { position, types: ["Counted", "Reset"], halted: null };
  return { collection: "portico.checkpoints", id: "tallies", expect: "any", value } as const;
}

/** A store in which a whole rebuild happens just before the first read of the old generation. */
async function overtaken(scene: Scene) {
  const { store } = scene;
  await count(store, ["a", "b", "c"], 2);
  const machine = await scene.machine();
  await machine.drain([tallies()]);
  await ask(scene);
  let overtaken = false;
  async function overtake(collection: string): Promise<void> {
    if (collection !== "tallies@1" || overtaken) return;
    overtaken = true;
    await machine.drain([tallies()]);
    assert.deepEqual(await idsOf(store, 1), []);
  }
  const reader = tallies().of({
    clock: realClock,
    store: {
      ...store,
      head: () => store.head(),
      get: async (collection, id) => {
        await overtake(collection);
        return await store.get(collection, id);
      },
      find: async (query) => {
        await overtake(query.collection);
        return await store.find(query);
      },
    },
  });
  return { reader, isOvertaken: () => overtaken };
}

async function readsAgain(scene: Scene): Promise<void> {
  const { reader, isOvertaken } = await overtaken(scene);
  assert.equal((await reader.get("b"))?.sum, 3);
  assert.ok(isOvertaken());
}

async function pagesAgain(scene: Scene): Promise<void> {
  const { reader, isOvertaken } = await overtaken(scene);
  const { items } = await reader.find({ limit: 10 });
  assert.deepEqual(items.map(({ stream }) => stream), ["a", "b", "c"]);
  assert.ok(isOvertaken());
}
