import { assertEquals } from "@std/assert";
import type { Recorded } from "../store/store.ts";
import { decodeCloudEvent, encodeCloudEvent } from "./cloud_event.ts";
import { channelsOf, cloudEventOf, consequenceOf, recordedOf } from "./event_message.ts";
import { keyOf } from "./message.ts";

const event: Recorded = {
  id: "e1",
  type: "UserRegistered",
  stream: "user/1",
  version: 1,
  position: 2 ** 40,
  recordedAt: "2026-01-02T03:04:05.678Z",
  metadata: {
    correlationId: "c1",
    causationId: "r1",
    commandId: "k1",
    traceparent: "00-ab-cd-01",
    actor: "ada",
    schemaVersion: 2,
    tenant: { name: "north" },
  },
  data: { name: "Ada" },
};

Deno.test("[F-10] cloudEventOf keeps id, time, source, type and correlation of an event", () => {
  const { id, time, source, type, subject, extensions } = cloudEventOf(event, "/portico");

  assertEquals([id, time, source, type], ["e1", event.recordedAt, "/portico", "UserRegistered"]);
  assertEquals([subject, extensions.correlationid, extensions.causationid], ["user/1", "c1", "r1"]);
});

Deno.test("recordedOf gives back the whole event, after a journey as JSON", () => {
  const told = decodeCloudEvent(encodeCloudEvent(cloudEventOf(event, "/portico")));

  assertEquals(recordedOf(told), event);
  assertEquals(keyOf(told), "user/1");
});

Deno.test("recordedOf gives nothing for what others tell", () => {
  const told = { id: "1", source: "/shop", type: "Sold", subject: "a", extensions: {}, data: 1 };

  assertEquals(recordedOf(told), undefined);
});

Deno.test("consequenceOf goes on with the correlation, or begins one", () => {
  const told = cloudEventOf(event, "/portico");

  assertEquals(consequenceOf(told), {
    correlationId: "c1",
    causationId: "e1",
    traceparent: "00-ab-cd-01",
  });
  assertEquals(consequenceOf({ ...told, extensions: {} }), {
    correlationId: "e1",
    causationId: "e1",
  });
});

Deno.test("channelsOf finds the channel of a type, and none for what stays here", () => {
  const channelOf = channelsOf({ users: ["UserRegistered"] });

  assertEquals(channelOf(event), "users");
  assertEquals(channelOf({ ...event, type: "portico.DeadLetterRedriven" }), undefined);
});
