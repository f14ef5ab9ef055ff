/** Cases of consumers: 5 to 7. */

import assert from "node:assert/strict";
import type { Message } from "../../application/messaging/message.ts";
import { StoreUnavailable } from "../../application/store/errors.ts";
import { pause } from "./assertions.ts";
import { eventually } from "./message_bus_inbox.ts";
import { count, keeper, keptBy, teller } from "./messaging_samples.ts";
import type { MessagingCase, MessagingScene } from "./messaging_scene.ts";

export const consumeCases: readonly MessagingCase[] = [
  { number: 5, does: "[F-4] a message that comes again has no second effect", run: onceInTurn },
  { number: 5, does: "the same in two processes at once has one effect", run: onceAtOnce },
  { number: 5, does: "messages of two sources are two, whatever their ids", run: twoSources },
  { number: 6, does: "[F-3] two consumers of a message have an effect each", run: bothConsumers },
  {
    number: 7,
    does: "what a failed attempt staged is not there; the next one has one effect",
    run: rollsBack,
  },
  {
    number: 7,
    does: "[F-4] while the store is away messages stay with the broker",
    run: comesAgain,
  },
  { number: 7, does: "[F-14] publisher and subscriber in processes of their own", run: apart },
  {
    number: 7,
    does: "[F-12] a stop finishes what is being handled, and begins nothing",
    run: stops,
  },
];

/** A number as others tell it. */
function number(id: string, n: number, source = "/elsewhere", key = "a"): Message {
  const event = { id, source, type: "Counted", subject: key, extensions: {}, data: { n } };
  return { channel: "numbers", event };
}

async function onceInTurn(scene: MessagingScene): Promise<void> {
  const process = await scene.process();
  process.run({ consumers: [keeper()] });
  await scene.bus.publish([number("1", 1), number("1", 1), number("2", 2)]);
  await scene.bus.publish([number("1", 1), number("3", 3)]);

  await eventually("All are kept", async () => Object(await keptBy(scene.store)).a?.length >= 3);
  assert.deepEqual(await keptBy(scene.store), { a: [1, 2, 3] });
}

/** One waits in its handler until the other has arrived there too, as long as that can happen. */
async function onceAtOnce(scene: MessagingScene): Promise<void> {
  let handling = 0;
  const handle = async () => {
    handling++;
    for (let turn = 0; turn < 50 && handling < 2; turn++) await pause(5);
  };
  const processes = [await scene.process(), await scene.process()];
  // Different lanes of the bus, so that both are handled at the same time.
  const [one, other] = [number("1", 1), number("1", 1, "/elsewhere", "b")];
  for (const process of processes) process.run({ consumers: [keeper({ handle })] });
  await scene.bus.publish([one, other]);

  const values = async () => Object.values(await keptBy(scene.store));
  await eventually("It is kept", async () => (await values()).length > 0);
  await eventually("Both are settled", async () => (await scene.bus.groups())[0]?.waiting === 0);
  assert.deepEqual(await values(), [[1]]);
}

async function twoSources(scene: MessagingScene): Promise<void> {
  const process = await scene.process();
  process.run({ consumers: [keeper()] });
  await scene.bus.publish([number("1", 1, "/one"), number("1", 2, "/other")]);

  await eventually("Both are kept", async () => Object(await keptBy(scene.store)).a?.length === 2);
}

async function bothConsumers(scene: MessagingScene): Promise<void> {
  const process = await scene.process();
  const failing = keeper({
    name: "failing",
    handle: () => {
      throw new Error("never");
    },
  });
  process.run({ consumers: [failing, keeper({ name: "one" }), keeper({ name: "other" })] });
  await scene.bus.publish([number("1", 1)]);

  for (const name of ["one", "other"]) {
    await eventually(
      "It is kept",
      async () => Object(await keptBy(scene.store, name)).a?.length > 0,
    );
    assert.deepEqual(await keptBy(scene.store, name), { a: [1] });
  }
  assert.deepEqual(await keptBy(scene.store, "failing"), {});
}

async function rollsBack(scene: MessagingScene): Promise<void> {
  const process = await scene.process();
  const attempts: number[] = [];
  const consumer = keeper({
    handle: (_, { tx, attempt }) => {
      attempts.push(attempt);
      tx.put({ collection: "traces", id: `attempt${attempt}`, value: true });
      if (attempt < 3) throw new Error("not yet");
    },
  });
  process.run({ consumers: [consumer] });
  await scene.bus.publish([number("1", 1), number("2", 2)]);

  await eventually("Both are kept", async () => Object(await keptBy(scene.store)).a?.length === 2);
  assert.deepEqual(await keptBy(scene.store), { a: [1, 2] });
  const { items } = await scene.store.find({ collection: "traces", limit: 9 });
  assert.deepEqual(items.map(({ id }) => id), ["attempt3"]);
  assert.deepEqual(attempts.slice(0, 3), [1, 2, 3]);
}

async function comesAgain(scene: MessagingScene): Promise<void> {
  const process = await scene.process();
  let refused = 0;
  process.line.onCommit = async (changes, send) => {
    if (changes.id === undefined || refused === 1) return await send();
    refused++;
    throw new StoreUnavailable("it is away");
  };
  process.run({ consumers: [keeper()] });
  await scene.bus.publish([number("1", 1), number("2", 2)]);

  await eventually("Both are kept", async () => Object(await keptBy(scene.store)).a?.length === 2);
  assert.deepEqual(await keptBy(scene.store), { a: [1, 2] });
  const { events } = await scene.store.readLog({ after: 0, limit: 9 });
  assert.deepEqual([refused, events], [1, []]);
}

async function apart(scene: MessagingScene): Promise<void> {
  const [telling, ...keeping] = [
    await scene.process(),
    await scene.process(),
    await scene.process(),
  ];
  telling.run({ subscriptions: [teller(telling)] });
  for (const process of keeping) process.run({ consumers: [keeper()] });
  for (let n = 0; n < 10; n++) await count(scene.store, "a", "b", "c", "d");

  const all = async () => Object.values(await keptBy(scene.store)).flat().length;
  await eventually("All are kept", async () => await all() === 40);
  const each = Array.from({ length: 10 }, (_, index) => index + 1);
  assert.deepEqual(await keptBy(scene.store), { a: each, b: each, c: each, d: each });
}

async function stops(scene: MessagingScene): Promise<void> {
  const process = await scene.process();
  const [begun, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let handled = 0;
  const handle = async () => {
    handled++;
    begun.resolve();
    await release.promise;
  };
  process.run({ consumers: [keeper({ handle })] });
  await scene.bus.publish([number("1", 1), number("2", 2)]);
  await begun.promise;
  let isStopped = false;
  const stopped = process.stop().then(() => isStopped = true);
  await pause(100);
  const early = isStopped;
  release.resolve();
  await stopped;

  assert.equal(early, false);
  assert.deepEqual([handled, await keptBy(scene.store)], [1, { a: [1] }]);
}
