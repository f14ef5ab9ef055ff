/** Cases of what is told of groups. */

import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import type { GroupStatus } from "../../application/messaging/message_bus.ts";
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

async function areTold(scene: MessageBusScene): Promise<void> {
  const { bus, open, listen } = scene;
  assert.deepEqual(await bus.groups(), []);
  const other = await open();
  for (const group of ["b", "a-2", "c", "a"]) {
    await (await listen({ group, bus: other, topics: [`${group}.*`] })).stop();
  }
  await other[Symbol.asyncDispose]();

  await untilTold(scene, ["a", "a-2", "b", "c"].map((group) => ({ group, waiting: 0 })));
}

async function counts(scene: MessageBusScene): Promise<void> {
  const { bus, open, listen, eventually } = scene;
  const gate = Promise.withResolvers<void>();
  const inbox = await listen({ receive: () => gate.promise });
  await (await listen({ group: "away" })).stop();
  const other = await open();
  const messages = ["ada", ...keysApart(4)].flatMap((key) => samples(4, key, { key }));

  await bus.publish(messages);

  await eventually("Something is being received", () => inbox.arrivals.length > 0);
  const waiting = [{ group: "away", waiting: 20 }, { group: "readers", waiting: 20 }];
  await untilTold(scene, waiting);
  await untilTold({ ...scene, bus: other }, waiting);
  gate.resolve();
  await untilTold(scene, [{ group: "away", waiting: 20 }, { group: "readers", waiting: 0 }]);
}

async function countsOwn(scene: MessageBusScene): Promise<void> {
  const { bus, listen } = scene;
  const topics = ["users.UserChanged", "orders.*"];
  await (await listen({ topics })).stop();

  await bus.publish([
    ...samples(3, "m"),
    ...samples(5, "other", { type: "UserDeleted" }),
    sample("o1", { channel: "orders" }),
    ...samples(2, "p", { channel: "payments" }),
  ]);

  await untilTold(scene, [{ group: "readers", waiting: 4 }]);
}

/** Waits until a bus tells this of its groups; a broker may need a moment to count. */
async function untilTold(
  { bus, eventually }: MessageBusScene,
  expected: readonly GroupStatus[],
): Promise<void> {
  let told: readonly GroupStatus[] = [];
  await eventually("The groups are told", async () => {
    told = await bus.groups();
    return isDeepStrictEqual(told, expected);
  }).catch(() => assert.deepEqual(told, expected));
}
