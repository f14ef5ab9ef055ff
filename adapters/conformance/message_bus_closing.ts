/** Cases of the end of a bus. */

import assert from "node:assert/strict";
import { isDomainError } from "../../domain/kernel/errors.ts";
import { rejectsWith, settle } from "./assertions.ts";
import { idsOf } from "./message_bus_inbox.ts";
import { ids, sample, samples } from "./message_bus_samples.ts";
import type { MessageBusCase, MessageBusScene } from "./message_bus_scene.ts";

export const closingCases: readonly MessageBusCase[] = [
  { number: 15, does: "a closed bus does nothing any more", run: isClosed },
  { number: 15, does: "to close a bus again is to do nothing", run: closesTwice },
  { number: 15, does: "what is published as the bus closes is there, or rejects", run: settles },
];

async function isClosed({ open, listen, within }: MessageBusScene): Promise<void> {
  const bus = await open();
  const inbox = await listen({ bus });
  const requireClosed = async () => {
    await rejectsWith(bus.publish([sample("m1")]), "bus/closed");
    await rejectsWith(listen({ bus }), "bus/closed");
    await rejectsWith(bus.groups(), "bus/closed");
  };

  const closing = bus[Symbol.asyncDispose]();
  await requireClosed();
  await within("Closing", Promise.all([closing, inbox.ended]));

  await requireClosed();
  assert.deepEqual(idsOf(await listen()), []);
}

async function closesTwice(
  { bus, open, listen, untilTaken, within }: MessageBusScene,
): Promise<void> {
  const other = await open();
  const inbox = await listen({ bus: other });
  const close = () => other[Symbol.asyncDispose]();

  await within("Closing twice", Promise.all([close(), close()]));
  await within("Closing again", close());
  inbox.abort();

  const next = await listen();
  await bus.publish([sample("m1")]);
  await untilTaken(["m1"], next);
  assert.deepEqual(idsOf(inbox), []);
}

async function settles({ open, listen, untilTaken, within }: MessageBusScene): Promise<void> {
  const inbox = await listen();
  const bus = await open();
  const messages = samples(50, "m");

  const publishing = messages.map(async (message) => {
    await bus.publish([message]);
    return message;
  });
  const closing = bus[Symbol.asyncDispose]();
  const { fulfilled, rejected } = await within("Publishing", settle(publishing));
  await within("Closing", closing);

  const codes = ["bus/closed", "bus/unavailable", "bus/publish-failed"];
  for (const error of rejected) assert.ok(isDomainError(error) && codes.includes(error.code));
  await untilTaken(ids(fulfilled), inbox);
}
