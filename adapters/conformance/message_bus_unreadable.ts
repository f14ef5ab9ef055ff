/** Cases of what came over a channel and is no message. */

import assert from "node:assert/strict";
import { encodeCloudEvent } from "../../application/messaging/cloud_event.ts";
import { requireError } from "./assertions.ts";
import { foreignClient } from "./message_bus_foreign.ts";
import { idsOf, type Inbox } from "./message_bus_inbox.ts";
import { bytesOf, sample } from "./message_bus_samples.ts";
import type { MessageBusCase, MessageBusScene } from "./message_bus_scene.ts";

export const unreadableCases: readonly MessageBusCase[] = [
  {
    number: 11,
    does: "what cannot be read arrives as it is",
    needs: "foreignClients",
    run: arrives,
  },
  {
    number: 11,
    does: "it comes again until it is settled",
    needs: "foreignClients",
    run: comesAgain,
  },
  { number: 11, does: "it waits for what is before it", needs: "foreignClients", run: waits },
  { number: 11, does: "[F-9] no message is of two types", needs: "typesApart", run: isOfOneType },
];

const place = { channel: "users", key: "ada", type: "UserChanged" };

/** Bytes that are no event for one reason or another. */
const unreadable: readonly Uint8Array[] = [
  bytesOf(""),
  bytesOf("hello"),
  bytesOf("{"),
  bytesOf("null"),
  bytesOf("[]"),
  bytesOf("{}"),
  new Uint8Array([0xff, 0xfe, 0x00, 0x80]),
  new Uint8Array([...bytesOf('{"id": "'), 0xc3, ...bytesOf('"}')]),
  bytesOf('{"specversion": "0.3", "id": "1", "source": "/x", "type": "UserChanged", "data": {}}'),
  bytesOf(
    '{"specversion": "1.0", "id": "1", "source": "/x", "type": "UserChanged", "data_base64": "AA=="}',
  ),
  Uint8Array.from({ length: 256 }, (_, byte) => byte),
];

async function arrives(scene: MessageBusScene): Promise<void> {
  const { bus, listen, untilTaken, untilFinished } = scene;
  const inboxes = [await listen(), await listen({ group: "writers" })];
  await listen({ group: "others", topics: ["orders.*"] });

  await bus.publish([sample("before")]);
  for (const bytes of unreadable) await foreignClient(scene).put({ ...place, bytes });
  await bus.publish([sample("after")]);

  for (const inbox of inboxes) {
    await untilTaken(["before", "after"], inbox);
    assert.deepEqual(idsOf(inbox), ["before", "after"]);
    assert.deepEqual(bytesIn(inbox), unreadable.map((bytes) => bytes.join()));
    for (const { channel, error } of inbox.unreadable()) {
      assert.equal(channel, "users");
      requireError(error, "messages/unreadable", { permanent: true });
    }
  }
  await untilFinished(bus, "readers");
  assert.deepEqual(inboxes.map(({ arrivals }) => arrivals.length), [13, 13]);
  await untilFinished(bus, "others");
}

async function comesAgain(scene: MessageBusScene): Promise<void> {
  let failures = 0;
  const inbox = await scene.listen({
    receive: ({ unreadable }) =>
      unreadable && failures++ < 3 ? Promise.reject(new Error("Not yet")) : Promise.resolve(),
  });

  await foreignClient(scene).put({ ...place, bytes: bytesOf("hello") });
  await scene.bus.publish([sample("after")]);

  await scene.untilTaken(["after"], inbox);
  assert.deepEqual(
    inbox.arrivals.map(({ message }) => message?.event.id),
    [undefined, undefined, undefined, undefined, "after"],
  );
}

async function waits(scene: MessageBusScene): Promise<void> {
  let failures = 0;
  const inbox = await scene.listen({
    receive: ({ message }) =>
      message?.event.id === "m1" && failures++ < 2
        ? Promise.reject(new Error("Not yet"))
        : Promise.resolve(),
  });

  await scene.bus.publish([sample("m1")]);
  await foreignClient(scene).put({ ...place, bytes: bytesOf("hello") });
  await scene.bus.publish([sample("after")]);

  await scene.untilTaken(["m1", "after"], inbox);
  assert.deepEqual(
    inbox.arrivals.map(({ message }) => message?.event.id),
    ["m1", "m1", "m1", undefined, "after"],
  );
}

async function isOfOneType(scene: MessageBusScene): Promise<void> {
  const inbox = await scene.listen();
  const bytes = bytesOf(encodeCloudEvent(sample("lie", { type: "UserDeleted" }).event));

  await foreignClient(scene).put({ ...place, bytes });
  await scene.bus.publish([sample("after")]);

  await scene.untilTaken(["after"], inbox);
  assert.deepEqual(idsOf(inbox), ["after"]);
  assert.deepEqual(bytesIn(inbox), [bytes.join()]);
}

function bytesIn(inbox: Inbox): readonly string[] {
  return inbox.unreadable().map(({ bytes }) => bytes.join());
}
