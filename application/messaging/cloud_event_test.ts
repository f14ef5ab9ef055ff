import { assertEquals, assertThrows } from "@std/assert";
import { decodeCloudEvent, encodeCloudEvent, UnreadableMessage } from "./cloud_event.ts";

const event = {
  id: "e1",
  source: "/portico",
  type: "UserRegistered",
  subject: "user/1",
  time: "2026-01-02T03:04:05.678Z",
  extensions: { partitionkey: "user/1", traceparent: "00-ab-cd-01", correlationid: "ünï\u{1f600}" },
  data: { name: "Ada \u0000", n: 2 ** 53, nothing: null },
};

Deno.test("encodeCloudEvent writes what decodeCloudEvent reads", () => {
  assertEquals(decodeCloudEvent(encodeCloudEvent(event)), event);
});

Deno.test("encodeCloudEvent writes the structured format, whose attributes nobody can replace", () => {
  const extensions = { specversion: "9", id: "forged" };
  const { data, ...attributes } = JSON.parse(encodeCloudEvent({ ...event, extensions }));

  assertEquals(data, event.data);
  assertEquals(attributes, {
    specversion: "1.0",
    id: "e1",
    source: "/portico",
    type: "UserRegistered",
    subject: "user/1",
    time: "2026-01-02T03:04:05.678Z",
    datacontenttype: "application/json",
  });
});

Deno.test("decodeCloudEvent takes what the specification leaves out, and null for absent", () => {
  const least = { specversion: "1.0", id: "1", source: "a", type: "t", subject: null, big: true };

  assertEquals(decodeCloudEvent(JSON.stringify(least)), {
    id: "1",
    source: "a",
    type: "t",
    extensions: { big: true },
  });
});

Deno.test("decodeCloudEvent refuses for good what is no event in JSON", () => {
  const whole = { specversion: "1.0", id: "1", source: "a", type: "t", data: {} };
  const unreadable: readonly unknown[] = [
    { ...whole, specversion: "0.3" },
    { ...whole, id: "" },
    { ...whole, source: undefined },
    { ...whole, type: 7 },
    { ...whole, time: "yesterday" },
    { ...whole, data_base64: "AAAA" },
    { ...whole, datacontenttype: "text/xml" },
    { ...whole, "Not-An-Attribute": "x" },
    { ...whole, nested: { a: 1 } },
    [],
    null,
  ];

  for (const json of unreadable) {
    assertThrows(() => decodeCloudEvent(JSON.stringify(json)), UnreadableMessage);
  }
  assertThrows(() => decodeCloudEvent("{"), UnreadableMessage, "it is not JSON");
});
