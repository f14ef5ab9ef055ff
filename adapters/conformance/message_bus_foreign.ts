/** Cases of somebody else's client at the broker. */

import assert from "node:assert/strict";
import type { ForeignClient } from "./message_bus_place.ts";
import { bytesOf, sample, samples } from "./message_bus_samples.ts";
import type { MessageBusCase, MessageBusScene } from "./message_bus_scene.ts";

export const foreignCases: readonly MessageBusCase[] = [
  { number: 14, does: "somebody else reads CloudEvents", needs: "foreignClients", run: isRead },
  {
    number: 14,
    does: "what was published can be read at once",
    needs: "foreignClients",
    run: isThere,
  },
  { number: 14, does: "somebody else's CloudEvents arrive", needs: "foreignClients", run: arrives },
];

/** Gives the client of somebody else. */
export function foreignClient({ place }: Pick<MessageBusScene, "place">): ForeignClient {
  assert.ok(place.foreign, "A place of a technology with `foreignClients` has a `foreign`");
  return place.foreign;
}

async function isRead(scene: MessageBusScene): Promise<void> {
  const { channel, event } = sample("m1", {
    subject: "user/1",
    time: "2026-01-02T03:04:05.678Z",
    extensions: { traceparent: "00-ab-cd-01", correlationid: "ünï\u{1f600}", last: true },
    data: { name: "松本 \u0000", n: 2 ** 53, nothing: null },
  });
  await scene.bus.publish([{ channel, event }, sample("o1", { channel: "orders" })]);

  const [bytes, ...others] = await foreignClient(scene).read("users");

  const { extensions, ...attributes } = event;
  assert.deepEqual(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)), {
    specversion: "1.0",
    datacontenttype: "application/json",
    ...attributes,
    ...extensions,
  });
  assert.deepEqual(others, []);
}

async function isThere(scene: MessageBusScene): Promise<void> {
  const { bus, listen } = scene;
  const messages = samples(5, "m");
  await listen();

  for (const [index, message] of messages.entries()) {
    await bus.publish([message]);
    assert.equal((await foreignClient(scene).read("users")).length, index + 1);
  }
}

async function arrives(scene: MessageBusScene): Promise<void> {
  const inbox = await scene.listen();
  const event = {
    data: { text: "Ünï 松本 👩‍🚀 \\u0041", list: [1, 2.5, null] },
    datacontenttype: "application/json; charset=utf-8",
    partnerlevel: 3,
    subject: "customer 7",
    type: "com.example.customer.imported",
    source: "https://crm.example.org/export?id=7#top",
    id: "A234-1234-1234",
    time: "2018-04-05T17:31:00+02:00",
    dataschema: null,
    specversion: "1.0",
  };
  const key = "customer 7";
  const texts = [
    JSON.stringify(event, null, 2),
    `{"specversion":"1.0","type":"${event.type}","source":"s","id":"2"}`,
    `\n {"specversion":"1.0","type":"${event.type}","source":"s","id":"3","data":"\\u00fc\\/"}\n`,
  ];

  for (const text of texts) {
    await foreignClient(scene).put({
      channel: "users",
      key,
      type: event.type,
      bytes: bytesOf(text),
    });
  }

  await scene.untilTaken(["A234-1234-1234", "2", "3"], inbox);
  const { data, id, source, type, subject, time } = event;
  const least = { source: "s", type, extensions: {} };
  assert.deepEqual(inbox.messages(), [
    {
      channel: "users",
      event: { id, source, type, subject, time, data, extensions: { partnerlevel: 3 } },
    },
    { channel: "users", event: { ...least, id: "2" } },
    { channel: "users", event: { ...least, id: "3", data: "ü/" } },
  ]);
}
