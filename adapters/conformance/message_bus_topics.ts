/** Cases of topics: channels, types, and the names they may have. */

import assert from "node:assert/strict";
import { rejectsWith } from "./assertions.ts";
import { idsOf } from "./message_bus_inbox.ts";
import { ids, sample } from "./message_bus_samples.ts";
import type { MessageBusCase, MessageBusScene } from "./message_bus_scene.ts";

export const topicCases: readonly MessageBusCase[] = [
  { number: 3, does: "channels do not mix", run: keepsChannelsApart },
  { number: 3, does: "a type is chosen by all of its name", run: choosesTypes },
  { number: 3, does: "[F-9] every type travels, whatever it looks like", run: carriesTypes },
  { number: 3, does: "channels and groups have up to 64 letters", run: carriesNames },
  { number: 3, does: "what chooses nothing is refused", run: refusesNonsense },
];

async function keepsChannelsApart({ bus, listen, untilTaken }: MessageBusScene): Promise<void> {
  const users = await listen({ group: "u", topics: ["users.*"] });
  const orders = await listen({ group: "o", topics: ["orders.*"] });
  const both = await listen({ group: "b", topics: ["users.*", "orders.*"] });
  const messages = ["users", "orders", "users-2", "user", "orders"]
    .map((channel, index) => sample(`${channel}-${index}`, { channel }));

  await bus.publish(messages);
  await bus.publish(["users", "orders"].map((channel) => sample(`${channel}-end`, { channel })));

  await untilTaken(["users-end"], users);
  await untilTaken(["orders-end"], orders);
  await untilTaken(["users-end", "orders-end"], both);
  assert.deepEqual(idsOf(users), ["users-0", "users-end"]);
  assert.deepEqual(idsOf(orders), ["orders-1", "orders-4", "orders-end"]);
  assert.deepEqual(idsOf(both).toSorted(), [...idsOf(users), ...idsOf(orders)].toSorted());
}

/** Types that brokers, shells and patterns may take for something else. */
const types = [
  "UserChanged",
  "User",
  "userchanged",
  "UserChanged.",
  "com.example.user.changed",
  "com.example.user.*",
  "com.example.*.changed",
  "com.example.>",
  ">",
  ".",
  "..",
  " ",
  " padded ",
  "User Changed",
  "User\tChanged",
  `it's "quoted" \\ back`,
  "a/b?c#d&e=f+g%20h;i:j,k|l",
  "a%20b",
  "{a}[b](c)$d^e~f!@",
  "Ünï 松本 👩‍🚀",
  "__proto__",
  "null",
  "t".repeat(128),
];

async function choosesTypes({ bus, listen, untilTaken }: MessageBusScene): Promise<void> {
  const inboxes = await Promise.all(
    types.map((type, index) => listen({ group: `g${index}`, topics: [`users.${type}`] })),
  );

  await bus.publish(types.map((type) => sample(type, { type })));
  await bus.publish(types.map((type) => sample(`${type}/end`, { type })));

  for (const [index, inbox] of inboxes.entries()) {
    const expected = [`${types[index]}`, `${types[index]}/end`];
    await untilTaken(expected, inbox);
    assert.deepEqual(idsOf(inbox), expected);
  }
}

async function carriesTypes({ bus, listen, untilTaken }: MessageBusScene): Promise<void> {
  const inbox = await listen({ topics: ["users.*"] });
  // No group can choose this one alone.
  const messages = [...types, "*"].map((type) => sample(type, { type }));

  await bus.publish(messages);

  await untilTaken(ids(messages), inbox);
  assert.deepEqual(inbox.messages(), messages);
}

async function carriesNames({ bus, listen, untilTaken }: MessageBusScene): Promise<void> {
  const names = ["c".repeat(64), "-", "0", "a--b-", "users"];
  const inboxes = await Promise.all(
    names.map((name) => listen({ group: name, topics: [`${name}.*`] })),
  );

  await bus.publish(names.map((channel) => sample(channel, { channel })));

  await untilTaken(names, ...inboxes);
  assert.deepEqual(inboxes.map(idsOf), names.map((name) => [name]));
  const known = (await bus.groups()).map(({ group }) => group);
  assert.deepEqual(known, names.toSorted());
}

async function refusesNonsense({ bus, listen }: MessageBusScene): Promise<void> {
  const topics = ["users.*"];
  const refused = [
    ...["", "Readers", "a b", "a.b", "a".repeat(65)].map((group) => ({ group, topics })),
    ...["", "users", "users.", "Users.*", "*", `${"u".repeat(65)}.*`]
      .map((topic) => ({ group: "readers", topics: ["users.*", topic] })),
    { group: "readers", topics: [] },
  ];

  for (const wanted of refused) await rejectsWith(listen(wanted), "invalid-input");

  assert.deepEqual(await bus.groups(), []);
}
