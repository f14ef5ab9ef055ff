/** Cases of messages that are too large for the broker. */

import assert from "node:assert/strict";
import { encodeCloudEvent } from "../../application/messaging/cloud_event.ts";
import type { Message } from "../../application/messaging/message.ts";
import {
  MessageTooLarge,
  type NotTaken,
  PublishFailed,
} from "../../application/messaging/message_bus.ts";
import { requireError } from "./assertions.ts";
import { idsOf } from "./message_bus_inbox.ts";
import type { MessageBusPlace } from "./message_bus_place.ts";
import { ids, keysApart, sample } from "./message_bus_samples.ts";
import type { MessageBusCase, MessageBusScene } from "./message_bus_scene.ts";

export const limitCases: readonly MessageBusCase[] = [
  { number: 10, does: "of a batch, what is too large is named", needs: "sizeLimit", run: isNamed },
  { number: 10, does: "one that is too large is not taken", needs: "sizeLimit", run: isNotTaken },
  { number: 10, does: "the largest message arrives", needs: "sizeLimit", run: arrives },
];

async function isNamed(
  { place, bus, listen, untilTaken, untilFinished }: MessageBusScene,
): Promise<void> {
  const inbox = await listen();
  const [eve = "", bob = ""] = keysApart(2);
  const batch = [
    sample("ada1"),
    sample("eve1", { key: eve }),
    oversized("ada2", "ada", place),
    sample("bob1", { key: bob }),
    sample("ada3"),
    sample("eve2", { key: eve }),
    oversized("ada4", "ada", place),
    oversized("bob2", bob, place),
    sample("other", { channel: "orders" }),
    sample("eve3", { key: eve }),
  ];

  const notTaken = await notTakenOf(bus.publish(batch));

  assert.deepEqual(notTaken.map(({ index }) => index), [2, 4, 6, 7]);
  for (const { index, error } of notTaken) {
    if (index !== 4) requireError(error, "bus/message-too-large", { permanent: true });
  }
  await bus.publish(["ada", eve, bob].map((key) => sample(`${key}-end`, { key })));
  await untilTaken(["ada-end", `${eve}-end`, `${bob}-end`], inbox);
  await untilFinished(bus, "readers");
  const taken = ["ada1", "eve1", "bob1", "eve2", "eve3", "ada-end", `${eve}-end`, `${bob}-end`];
  assert.deepEqual(idsOf(inbox).toSorted(), taken.toSorted());
}

async function isNotTaken({ place, bus, listen, untilTaken }: MessageBusScene): Promise<void> {
  const inbox = await listen();

  const [failure] = await notTakenOf(bus.publish([oversized("m1", "ada", place)]));

  assert.ok(failure?.error instanceof MessageTooLarge);
  const { bytes, limit } = failure.error;
  assert.ok(bytes > limit, `${bytes} bytes are not more than ${limit}`);
  await bus.publish([sample("m2")]);
  await untilTaken(["m2"], inbox);
  assert.deepEqual(idsOf(inbox), ["m2"]);
}

async function arrives({ place, bus, listen, untilTaken }: MessageBusScene): Promise<void> {
  const inbox = await listen();
  // Together they are larger than one may be.
  const messages = ["m1", "m2", "m3", "m4"].map((id) => filled(id, "ada", largestOf(place)));

  await bus.publish(messages);

  await untilTaken(ids(messages), inbox);
  assert.deepEqual(inbox.messages(), messages);
}

async function notTakenOf(publishing: Promise<void>): Promise<readonly NotTaken[]> {
  const error = await publishing.catch((error: unknown) => error);
  assert.ok(error instanceof PublishFailed, `Expected PublishFailed, got ${error}`);
  return error.notTaken;
}

function oversized(id: string, key: string, place: MessageBusPlace): Message {
  return filled(id, key, 2 * largestOf(place));
}

/** Makes a message of so many bytes in JSON. */
function filled(id: string, key: string, bytes: number): Message {
  const empty = sample(id, { key, data: "" });
  return sample(id, { key, data: "x".repeat(bytes - encodeCloudEvent(empty.event).length) });
}

function largestOf({ largestMessage }: MessageBusPlace): number {
  assert.ok(largestMessage, "A place of a technology with `sizeLimit` has a `largestMessage`");
  return largestMessage;
}
