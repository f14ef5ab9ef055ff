/** Cases of what is told of groups. */

import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import type { GroupStatus, MessageBus } from "../../application/messaging/message_bus.ts";
import { eventually, untilFinished } from "./message_bus_inbox.ts";
import { keysApart, sample, samples } from "./message_bus_samples.ts";
import type { MessageBusCase, MessageBusScene } from "./message_bus_scene.ts";

export const groupCases: readonly MessageBusCase[] = [
  { number: 16, does: "groups are told by name, also those that are away", run: areTold },
  { number: 16, does: "what waits is counted, with what is being received", run: counts },
  {
    number: 16,
    does: "only what a group wants waits for it",
    needs: "exactCounts",
    run: countsOwn,
  },
];

async function areTold({ bus, open, listen }: MessageBusScene): Promise<void> {
  assert.deepEqual(await bus.groups(), []);
  const other = await open();
  for (const group of ["b", "a-2", "c", "a"]) {
    await (await listen({ group, bus: other, topics: [`${group}.*`] })).stop();
  }
  await other[Symbol.asyncDispose]();

  await untilTold(bus, ["a", "a-2", "b", "c"].map((group) => ({ group, waiting: 0 })));
}

async function counts({ bus, open, listen }: MessageBusScene): Promise<void> {
  const gate = Promise.withResolvers<void>();
  const inbox = await listen({ receive: () => gate.promise });
  await (await listen({ group: "away" })).stop();
  const other = await open();
  const messages = ["ada", ...keysApart(4)].flatMap((key) => samples(4, key, { key }));

  await bus.publish(messages);

  await eventually("Something is being received", () => inbox.arrivals.length > 0);
  const waiting = [{ group: "away", waiting: 20 }, { group: "readers", waiting: 20 }];
  for (const each of [bus, other]) await untilTold(each, waiting);
  gate.resolve();
  await untilFinished(other, "readers");
  await untilTold(bus, [{ group: "away", waiting: 20 }, { group: "readers", waiting: 0 }]);
}

async function countsOwn({ bus, listen }: MessageBusScene): Promise<void> {
  const topics = ["users.UserChanged", "orders.*"];
  await (await listen({ topics })).stop();

  await bus.publish([
    ...samples(3, "m"),
    ...samples(5, "other", { type: "UserDeleted" }),
    sample("o1", { channel: "orders" }),
    ...samples(2, "p", { channel: "payments" }),
  ]);

  await untilTold(bus, [{ group: "readers", waiting: 4 }]);
}

/** Waits until a bus tells this of its groups; a broker may need a moment to count. */
async function untilTold(bus: MessageBus, expected: readonly GroupStatus[]): Promise<void> {
  let told: readonly GroupStatus[] = [];
  await eventually("The groups are told", async () => {
    told = await bus.groups();
    return isDeepStrictEqual(told, expected);
  }).catch(() => assert.deepEqual(told, expected));
}
