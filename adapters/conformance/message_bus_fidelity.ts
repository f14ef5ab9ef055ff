/** Cases of what messages are made of. */

import assert from "node:assert/strict";
import type { Message } from "../../application/messaging/message.ts";
import type { Json } from "../../domain/kernel/json.ts";
import { sample } from "./message_bus_samples.ts";
import type { MessageBusCase, MessageBusScene } from "./message_bus_scene.ts";

export const fidelityCases: readonly MessageBusCase[] = [
  { number: 13, does: "every value of JSON arrives as it is", run: keepsValues },
  { number: 13, does: "every attribute arrives as it is", run: keepsAttributes },
  { number: 13, does: "an event with the least attributes gets no others", run: keepsLeast },
  { number: 13, does: "trace, correlation and cause arrive as they are", run: keepsTrace },
  { number: 13, does: "ids are as they are, and the source belongs to them", run: keepsIds },
  { number: 13, does: "large messages arrive whole", run: keepsLargeData },
];

/** Texts that encodings, lines and headers may break. */
const texts = [
  "",
  " a ",
  "Grüße 松本 👩‍🚀 \u{10ffff}",
  "\u0000 and \u001f",
  "\ud83d alone, \udc00 too",
  "e\u0301 and \u00e9",
  "\r\nX-Header: forged\r\n\r\n",
  `"quoted" 'it' \\ \` {} %20 <b> & \u2028`,
];

async function keepsValues(scene: MessageBusScene): Promise<void> {
  let deep: Json = { end: true };
  for (let depth = 0; depth < 100; depth++) deep = depth % 2 === 0 ? [deep] : { in: deep };
  const values: readonly Json[] = [
    null,
    false,
    0,
    "",
    [],
    {},
    ...texts,
    2 ** 53,
    -(2 ** 53),
    Number.MIN_VALUE,
    Number.MAX_VALUE,
    0.1 + 0.2,
    1e21,
    deep,
    JSON.parse('{"__proto__": 1, "constructor": {"toString": []}, "": null, "\\u0000": 1}'),
    Object.fromEntries(texts.map((text) => [text, text])),
  ];

  await arriveEqual(scene, values.map((data, index) => sample(`m${index}`, { data })));
}

async function keepsAttributes(scene: MessageBusScene): Promise<void> {
  const full = texts.filter((text) => text !== "").map((text, index) =>
    sample(`m${index}`, {
      source: `/kit?${text}`,
      subject: text,
      dataschema: `https://example.org/${text}`,
      time: "2026-01-02T03:04:05.678901+05:30",
      extensions: { note: text, number: 2147483647, small: -1, yes: true, no: false, a1: "1" },
    })
  );

  await arriveEqual(scene, full);
}

async function keepsLeast({ bus, listen, untilTaken }: MessageBusScene): Promise<void> {
  const inbox = await listen();
  const event = { id: "m1", source: "/kit", type: "UserChanged", extensions: {} };

  await bus.publish([{ channel: "users", event }]);

  await untilTaken(["m1"], inbox);
  assert.deepEqual(inbox.messages(), [{ channel: "users", event }]);
}

async function keepsTrace(scene: MessageBusScene): Promise<void> {
  const extensions = {
    traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    tracestate: "congo=t61rcWkgMzE,rojo=00f067aa0ba902b7",
    correlationid: "c-ü\u{1f600}",
    causationid: "r 1",
    position: "9007199254740993",
  };

  await arriveEqual(scene, [sample("m1", { extensions })]);
}

async function keepsIds(scene: MessageBusScene): Promise<void> {
  const odd = [...texts, "1", "01", "1.0", "i".repeat(300), "__proto__"].filter((id) => id !== "");

  await arriveEqual(scene, [
    ...odd.map((id) => sample(id)),
    ...odd.map((id) => sample(id, { source: "/other" })),
  ]);
}

async function keepsLargeData(scene: MessageBusScene): Promise<void> {
  const letters = [1000, 10_000, 100_000, 300_000].map((length) => "ü".repeat(length));

  await arriveEqual(scene, letters.map((data, index) => sample(`m${index}`, { data })));
}

/** Publishes messages of one key, and requires them to arrive one after the other, as they were. */
async function arriveEqual(
  { bus, listen, untilTaken }: MessageBusScene,
  messages: readonly Message[],
) {
  const inbox = await listen();
  const end = sample("end");

  await bus.publish([...messages, end]);

  await untilTaken(["end"], inbox);
  assert.deepEqual(inbox.messages(), [...messages, end]);
}
