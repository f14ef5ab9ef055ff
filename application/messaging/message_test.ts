import { assertEquals, assertThrows } from "@std/assert";
import { InvalidInput } from "../../domain/kernel/errors.ts";
import { UnreadableMessage } from "./cloud_event.ts";
import { isOfTopic, keyOf, type Message, parseTopic, readMessage, topicOf } from "./message.ts";
import { partitionOf } from "./partition.ts";

const imported: Message = {
  channel: "crm",
  event: { id: "1", source: "/crm", type: "com.example.customer.imported", extensions: {} },
};

Deno.test("topicOf names channel and type, isOfTopic finds both", () => {
  assertEquals(topicOf(imported), "crm.com.example.customer.imported");
  const topics = ["crm.*", "crm.com.example.customer.imported", "crm.com.example.*", "users.*"];
  assertEquals(topics.map((topic) => isOfTopic(topic, imported)), [true, true, false, false]);
});

Deno.test("parseTopic refuses what names no channel", () => {
  for (const topic of ["", "users", "users.", ".UserRegistered", "Users.*", "*.x"]) {
    assertThrows(() => parseTopic(topic), InvalidInput);
  }
});

Deno.test("keyOf takes the partition key, the subject, or the id", () => {
  const { event } = imported;
  assertEquals(keyOf(event), "1");
  assertEquals(keyOf({ ...event, subject: "s" }), "s");
  assertEquals(keyOf({ ...event, subject: "s", extensions: { partitionkey: "p" } }), "p");
});

Deno.test("readMessage refuses bytes that are no text, and a type that is not the topic's", () => {
  const bytes = new TextEncoder().encode(
    JSON.stringify({ specversion: "1.0", id: "1", source: "/crm", type: "Sold" }),
  );

  assertEquals(readMessage("crm", bytes, "Sold").event.type, "Sold");
  assertThrows(() => readMessage("crm", bytes, "Bought"), UnreadableMessage, "Bought");
  assertThrows(() => readMessage("crm", new Uint8Array([0xff])), UnreadableMessage, "UTF-8");
});

Deno.test("partitionOf gives a key the same lane for ever, and spreads keys over all lanes", () => {
  const lanes = Array.from({ length: 1000 }, (_, n) => partitionOf(`user/${n}`, 16));

  assertEquals(["", "a", "foobar", "jörg"].map((key) => partitionOf(key, 2 ** 32)), [
    0x811c9dc5,
    0xe40c292c,
    0xbf9cf968,
    0x895cd37f,
  ]);
  assertEquals(new Set(lanes).size, 16);
});
