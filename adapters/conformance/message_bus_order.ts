/** Cases of order: messages of one key stay in it, whoever takes them. */

import assert from "node:assert/strict";
import type { Message } from "../../application/messaging/message.ts";
import { pause } from "./assertions.ts";
import { idsOf, type Inbox } from "./message_bus_inbox.ts";
import { ids, sample, samples, spread } from "./message_bus_samples.ts";
import type { MessageBusCase, MessageBusScene } from "./message_bus_scene.ts";
import { witness } from "./message_bus_witness.ts";

export const orderCases: readonly MessageBusCase[] = [
  { number: 4, does: "a thousand messages of one key stay in order", run: keepsBatch },
  { number: 4, does: "one consumer gets each key in order", run: (scene) => keepsOrder(scene, 1) },
  {
    number: 4,
    does: "three consumers get each key in order",
    run: (scene) => keepsOrder(scene, 3),
  },
  { number: 4, does: "order outlasts consumers that come and go", run: keepsOrderOfGuests },
  { number: 4, does: "every key is kept in order, whatever it looks like", run: keepsKeys },
  { number: 4, does: "subject and id are keys where there is no partition key", run: findsKeys },
];

async function keepsBatch({ bus, listen, untilTaken }: MessageBusScene): Promise<void> {
  const inbox = await listen();
  const messages = samples(1000, "m");

  await bus.publish(messages);

  await untilTaken(ids(messages), inbox);
  assert.deepEqual(idsOf(inbox), ids(messages));
}

async function keepsOrder(
  { bus, open, listen, untilTaken }: MessageBusScene,
  consumers: number,
): Promise<void> {
  const { receive, requireOrder, requireOnePlace } = witness(() => pause(1));
  const inboxes: Inbox[] = [];
  for (let n = 0; n < consumers; n++) inboxes.push(await listen({ bus: await open(), receive }));
  const messages = spread(200, 20);

  // Half of them in one batch, the others one by one.
  await bus.publish(messages.slice(0, 100));
  for (const message of messages.slice(100)) await bus.publish([message]);

  await untilTaken(ids(messages), ...inboxes);
  requireOrder(messages);
  requireOnePlace();
}

async function keepsOrderOfGuests(
  { bus, open, listen, untilTaken }: MessageBusScene,
): Promise<void> {
  const { receive, requireOrder, requireOnePlace } = witness(() => pause(1));
  const inboxes: Inbox[] = [];
  const come = async () => {
    inboxes.push(await listen({ bus: await open(), receive }));
  };
  const go = (guest: number) => async () => await inboxes[guest]?.stop();
  await come();
  const messages: Message[] = [];

  for (const change of [come, go(0), come, come, go(1), go(2), come]) {
    const next = spread(60, 10, messages.length);
    messages.push(...next);
    await Promise.all([bus.publish(next), change()]);
  }

  await untilTaken(ids(messages), ...inboxes);
  requireOrder(messages);
  requireOnePlace();
}

async function keepsKeys({ bus, listen, untilTaken }: MessageBusScene): Promise<void> {
  const { receive, requireOrder } = witness();
  const inbox = await listen({ receive });
  const keys = [
    "a",
    "A",
    "a.b",
    "a.b.",
    ".",
    "a b",
    " a b ",
    "a%20b",
    "a+b",
    "%",
    "*",
    ">",
    "a.*",
    "user/1",
    `"'\\`,
    "{a}",
    "a\nb",
    "__proto__",
    "Ünï 松本 👩‍🚀",
    "k".repeat(512),
    "松".repeat(170),
  ];
  const messages = [1, 2, 3].flatMap((turn) =>
    keys.map((key) => sample(`${turn} ${key}`, { key }))
  );

  await bus.publish(messages.slice(0, keys.length));
  await bus.publish(messages.slice(keys.length));

  await untilTaken(ids(messages), inbox);
  requireOrder(messages);
  const byId = new Map(inbox.messages().map((message) => [message.event.id, message]));
  assert.deepEqual(messages.map(({ event }) => byId.get(event.id)), messages);
}

async function findsKeys({ bus, listen, untilTaken }: MessageBusScene): Promise<void> {
  const { receive, requireOrder } = witness();
  const inbox = await listen({ receive });
  const messages = samples(50, "m").flatMap(({ channel, event }) => {
    const { extensions: _, ...bare } = event;
    return [
      { channel, event: { ...bare, extensions: {}, subject: "user/1" } },
      { channel, event: { ...bare, extensions: {}, id: `${bare.id} alone` } },
    ];
  });

  await bus.publish(messages);

  await untilTaken(ids(messages), inbox);
  requireOrder(messages);
}
