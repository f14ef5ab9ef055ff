/** Cases of what is published, and who gets it. */

import assert from "node:assert/strict";
import { idsOf } from "./message_bus_inbox.ts";
import { ids, keysApart, sample, samples, spread } from "./message_bus_samples.ts";
import type { MessageBusCase, MessageBusScene } from "./message_bus_scene.ts";

export const deliveryCases: readonly MessageBusCase[] = [
  { number: 1, does: "what was published arrives, equal in all", run: arrives },
  { number: 1, does: "to publish nothing is to do nothing", run: takesNothing },
  { number: 1, does: "what two buses publish arrives in the order in which they did", run: joins },
  { number: 1, does: "a hundred publications at once all arrive", run: arriveTogether },
  { number: 1, does: "a receiver can publish", run: leadsOn },
  {
    number: 1,
    does: "an event told again, after all that came before it, does no harm",
    run: repeats,
  },
  { number: 2, does: "every group gets every message", run: reachesEveryGroup },
  { number: 2, does: "inside a group each message is for one, once", run: isForOne },
  { number: 2, does: "subscribers of one group share the keys", run: isShared },
  { number: 2, does: "topics that overlap bring a message once", run: isOnceForAllTopics },
  { number: 2, does: "what one group was given is not what another is given", run: sharesNothing },
];

async function arrives({ bus, listen, untilTaken }: MessageBusScene): Promise<void> {
  const inbox = await listen();
  const message = sample("m1", {
    subject: "user/1",
    time: "2026-01-02T03:04:05.678Z",
    dataschema: "https://example.org/user",
    extensions: { correlationid: "c1", attempt: 2, last: true },
    data: { name: "Ada", tags: ["a", "b"], age: null },
  });

  await bus.publish([message]);

  await untilTaken(["m1"], inbox);
  assert.deepEqual(inbox.arrivals, [{ message }]);
}

async function takesNothing({ bus, listen, untilTaken }: MessageBusScene): Promise<void> {
  const inbox = await listen();

  await bus.publish([]);

  await bus.publish([sample("m1")]);
  await untilTaken(["m1"], inbox);
  assert.deepEqual(idsOf(inbox), ["m1"]);
}

async function joins({ bus, open, listen, untilTaken }: MessageBusScene): Promise<void> {
  const inbox = await listen();
  const buses = [bus, await open(), await open()];
  const messages = samples(60, "m");

  for (const [index, message] of messages.entries()) {
    await (buses[index % 3] ?? bus).publish([message]);
  }

  await untilTaken(ids(messages), inbox);
  assert.deepEqual(idsOf(inbox), ids(messages));
}

async function arriveTogether({ bus, listen, untilTaken }: MessageBusScene): Promise<void> {
  const inbox = await listen();
  const messages = spread(100, 30);

  await Promise.all(messages.map((message) => bus.publish([message])));

  await untilTaken(ids(messages), inbox);
  assert.deepEqual(idsOf(inbox).toSorted(), ids(messages).toSorted());
}

async function leadsOn({ bus, listen, untilTaken }: MessageBusScene): Promise<void> {
  const orders = await listen({ group: "sellers", topics: ["orders.*"] });
  await listen({
    receive: async ({ message }) => {
      const { event } = message ?? sample("nothing");
      await bus.publish([{ channel: "orders", event }]);
      await bus.groups();
    },
  });

  await bus.publish(samples(20, "m"));

  await untilTaken(ids(samples(20, "m")), orders);
  assert.deepEqual(idsOf(orders), ids(samples(20, "m")));
}

async function repeats({ bus, open, listen, untilTaken }: MessageBusScene): Promise<void> {
  const inbox = await listen();
  const messages = samples(5, "m");
  await bus.publish(messages);

  await bus.publish(messages);
  await (await open()).publish(messages);

  await bus.publish([sample("end")]);
  await untilTaken(["end"], inbox);
  assert.deepEqual([...new Set(idsOf(inbox))], [...ids(messages), "end"]);
}

async function reachesEveryGroup(
  { bus, open, listen, untilTaken }: MessageBusScene,
): Promise<void> {
  const other = await open();
  const groups = ["readers", "writers", "a", "z-9"];
  const inboxes = await Promise.all(
    groups.map((group, index) => listen({ group, bus: index % 2 === 0 ? bus : other })),
  );
  const messages = samples(20, "m");

  await bus.publish(messages);

  for (const inbox of inboxes) {
    await untilTaken(ids(messages), inbox);
    assert.deepEqual(idsOf(inbox), ids(messages));
  }
}

async function isForOne(
  { bus, open, listen, untilTaken, untilFinished }: MessageBusScene,
): Promise<void> {
  const inboxes = [await listen(), await listen(), await listen({ bus: await open() })];
  const keys = Array.from({ length: 40 }, (_, index) => `user/${index}`);
  const messages = keys.flatMap((key) => samples(3, `${key}-`, { key }));

  await bus.publish(messages);

  await untilTaken(ids(messages), ...inboxes);
  await untilFinished(bus, "readers");
  assert.deepEqual(inboxes.flatMap(idsOf).toSorted(), ids(messages).toSorted());
}

async function isShared(scene: MessageBusScene): Promise<void> {
  const { bus, open, listen, eventually, untilTaken } = scene;
  const inboxes = [await listen(), await listen({ bus: await open() })];
  let rounds = 0;

  // Who shares may need a while to agree on how.
  await eventually("Both have taken some", async () => {
    const keys = keysApart(15, { first: `round ${rounds++}` });
    await bus.publish(keys.map((key) => sample(key, { key })));
    await untilTaken(keys, ...inboxes);
    return inboxes.every(({ taken }) => taken.length > 0);
  });
}

async function isOnceForAllTopics({ bus, listen, untilFinished }: MessageBusScene): Promise<void> {
  const topics = ["users.UserChanged", "users.*", "users.UserChanged", "users.Other"];
  const inbox = await listen({ topics });

  await bus.publish(samples(5, "m"));

  await untilFinished(bus, "readers");
  assert.deepEqual(idsOf(inbox), ids(samples(5, "m")));
}

async function sharesNothing(
  { bus, listen, untilTaken, eventually }: MessageBusScene,
): Promise<void> {
  const given = { name: "Ada", tags: ["a"] };
  const spoiler = await listen({
    group: "spoilers",
    receive: async ({ message }) => await spoil(message?.event.data),
  });
  const spoilt = () => spoiler.taken.length > 0;
  const reader = await listen({
    receive: () => eventually("The other has spoilt its own", spoilt),
  });

  await bus.publish([sample("m1", { data: given })]);
  given.tags.push("b");

  await untilTaken(["m1"], reader);
  assert.deepEqual(reader.messages(), [sample("m1", { data: { name: "Ada", tags: ["a"] } })]);
}

function spoil(data: unknown): void {
  Object.assign(data ?? {}, { name: "" });
}
