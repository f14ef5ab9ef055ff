/** Cases of what is kept, and for whom: groups that are away, and groups yet to come. */

import assert from "node:assert/strict";
import type { Receive } from "../../application/messaging/message_bus.ts";
import { pause } from "./assertions.ts";
import { idsOf, type Inbox } from "./message_bus_inbox.ts";
import { ids, sample, samples, spread } from "./message_bus_samples.ts";
import type { MessageBusCase, MessageBusScene } from "./message_bus_scene.ts";
import { witness } from "./message_bus_witness.ts";

export const keepingCases: readonly MessageBusCase[] = [
  { number: 7, does: "leaving and coming again many times loses nothing", run: comesAndGoes },
  { number: 7, does: "closing a bus and opening another many times loses nothing", run: reopens },
  { number: 7, does: "what is published while a group is away waits for it", run: waits },
  { number: 7, does: "a group is known once it has subscribed", run: isKnownAtOnce },
  { number: 8, does: "a new group gets what others have had", needs: "history", run: getsOld },
  { number: 9, does: "what nobody waits for is kept", needs: "unread", run: isKept },
];

async function comesAndGoes(scene: MessageBusScene): Promise<void> {
  await losesNothing(scene, (receive) => scene.listen({ receive }));
}

async function reopens(scene: MessageBusScene): Promise<void> {
  await losesNothing(scene, async (receive) => {
    const bus = await scene.open();
    const inbox = await scene.listen({ bus, receive });
    return { ...inbox, stop: async () => await bus[Symbol.asyncDispose]() };
  });
}

async function losesNothing(
  { bus, listen, untilTaken, eventually }: MessageBusScene,
  visit: (receive: Receive) => Promise<Inbox>,
): Promise<void> {
  const { receive, requireOrder, requireOnePlace } = witness(() => pause(1));
  const inboxes = [await listen({ receive })];
  await inboxes[0]?.stop();
  const messages = spread(400, 10);

  for (let visits = 0; visits < 8; visits++) {
    const next = messages.slice(50 * visits, 50 * (visits + 1));
    const [inbox] = await Promise.all([visit(receive), bus.publish(next)]);
    inboxes.push(inbox);
    await eventually("Something is taken", () => inbox.taken.length > 0);
    await inbox.stop();
  }

  inboxes.push(await listen({ receive }));
  await untilTaken(ids(messages), ...inboxes);
  requireOrder(messages);
  requireOnePlace();
}

async function waits({ bus, open, listen, untilTaken }: MessageBusScene): Promise<void> {
  const before = await listen({ bus: await open() });
  await bus.publish([sample("m1")]);
  await untilTaken(["m1"], before);
  await before.stop();

  await bus.publish(samples(200, "away-"));

  const after = await listen({ bus: await open() });
  await untilTaken(ids(samples(200, "away-")), after);
  assert.deepEqual(idsOf(after), ids(samples(200, "away-")));
}

async function isKnownAtOnce({ bus, open, listen, untilTaken }: MessageBusScene): Promise<void> {
  const other = await open();
  for (const group of ["a", "b", "c", "d"]) {
    const inbox = await listen({ group, bus: other });
    await bus.publish([sample(`for ${group}`)]);
    await untilTaken([`for ${group}`], inbox);
  }
}

async function getsOld(
  { bus, open, listen, untilTaken, untilFinished }: MessageBusScene,
): Promise<void> {
  const messages = samples(100, "m");
  const first = await listen();
  await bus.publish(messages);
  await untilFinished(bus, "readers");

  const second = await listen({ group: "late", bus: await open() });

  await bus.publish([sample("end")]);
  await untilTaken([...ids(messages), "end"], second);
  assert.deepEqual(idsOf(second), [...ids(messages), "end"]);
  await untilTaken(["end"], first);
  assert.deepEqual(idsOf(first), [...ids(messages), "end"]);
}

async function isKept({ bus, open, listen, untilTaken }: MessageBusScene): Promise<void> {
  const messages = [...samples(100, "m"), sample("o1", { channel: "orders" })];

  await bus.publish(messages);
  await bus[Symbol.asyncDispose]();

  const inbox = await listen({ bus: await open(), topics: ["users.*", "orders.*"] });
  await untilTaken(ids(messages), inbox);
  assert.deepEqual(idsOf(inbox).toSorted(), ids(messages).toSorted());
  assert.deepEqual(idsOf(inbox).filter((id) => id !== "o1"), ids(samples(100, "m")));
}
