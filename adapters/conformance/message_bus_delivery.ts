/** Cases of what is published and who gets it. */

import assert from "node:assert/strict";
import { eventually, idsOf, untilTaken } from "./message_bus_inbox.ts";
import { ids, sample, samples } from "./message_bus_samples.ts";
import type { MessageBusCase, MessageBusScene } from "./message_bus_scene.ts";

export const deliveryCases: readonly MessageBusCase[] = [
  { number: 1, does: "what was published arrives, equal in all", run: arrives },
  { number: 1, does: "nothing is published when there is nothing to publish", run: takesNothing },
  { number: 2, does: "every group gets every message", run: reachesEveryGroup },
  { number: 2, does: "inside a group each message is for one, once", run: isForOne },
  { number: 3, does: "channels do not mix", run: keepsChannelsApart },
];

async function arrives({ bus, listen }: MessageBusScene): Promise<void> {
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
  assert.deepEqual(inbox.messages(), [message]);
}

async function takesNothing({ bus, listen }: MessageBusScene): Promise<void> {
  const inbox = await listen();

  await bus.publish([]);

  await bus.publish([sample("m1")]);
  await untilTaken(["m1"], inbox);
  assert.deepEqual(idsOf(inbox), ["m1"]);
}

async function reachesEveryGroup({ bus, open, listen }: MessageBusScene): Promise<void> {
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

async function isForOne({ bus, open, listen }: MessageBusScene): Promise<void> {
  const inboxes = [await listen(), await listen(), await listen({ bus: await open() })];
  const keys = Array.from({ length: 40 }, (_, index) => `user/${index}`);
  const messages = keys.flatMap((key) => samples(3, `${key}-`, { key }));

  await bus.publish(messages);

  await untilTaken(ids(messages), ...inboxes);
  await eventually(
    "Nothing is left for the group",
    async () => (await bus.groups())[0]?.waiting === 0,
  );
  assert.deepEqual(inboxes.flatMap(idsOf).toSorted(), ids(messages).toSorted());
}

async function keepsChannelsApart({ bus, listen }: MessageBusScene): Promise<void> {
  const users = await listen({ group: "u", topics: ["users.*"] });
  const orders = await listen({ group: "o", topics: ["orders.*"] });
  const both = await listen({ group: "b", topics: ["users.*", "orders.*"] });
  const messages = ["users", "orders", "users-2", "user", "orders"].map((channel, index) =>
    sample(`${channel}-${index}`, { channel })
  );

  await bus.publish(messages);
  await bus.publish(["users", "orders"].map((channel) => sample(`${channel}-end`, { channel })));

  await untilTaken(["users-end"], users);
  await untilTaken(["orders-end"], orders);
  await untilTaken(["users-end", "orders-end"], both);
  assert.deepEqual(idsOf(users), ["users-0", "users-end"]);
  assert.deepEqual(idsOf(orders), ["orders-1", "orders-4", "orders-end"]);
  assert.deepEqual(idsOf(both).toSorted(), [...idsOf(users), ...idsOf(orders)].toSorted());
}
