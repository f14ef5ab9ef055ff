import { assertEquals, assertInstanceOf, assertRejects } from "@std/assert";
import {
  BusUnavailable,
  MessageTooLarge,
  PublishFailed,
} from "../../application/messaging/message_bus.ts";
import type { Message } from "../../application/messaging/message.ts";
import type { KafkaProducer } from "./client.ts";
import type { Connected } from "./connected.ts";
import { publishAll } from "./publisher.ts";
import { protocolError } from "./testdata/protocol_error.ts";

const LIMIT = 2000;

function message(id: string, key: string, size = 0): Message {
  const extensions = { partitionkey: key };
  const event = { id, source: "/s", type: "T", extensions, data: "x".repeat(size) };
  return { channel: key.startsWith("o") ? "orders" : "users", event };
}

/** A producer that answers as told, and the ids of each batch that it was given. */
function producer(answer: (ids: readonly string[]) => Error | undefined) {
  const batches: string[][] = [];
  const sendBatch: KafkaProducer["sendBatch"] = ({ topicMessages }) => {
    const records = topicMessages.flatMap(({ messages }) => messages);
    const ids = records.map(({ value }) => String(JSON.parse(String(value)).id));
    batches.push(ids);
    const error = answer(ids);
    return error ? Promise.reject(error) : Promise.resolve();
  };
  const nothing = () => Promise.resolve();
  const connection: Connected<KafkaProducer> = {
    use: (work) => work({ connect: nothing, disconnect: nothing, sendBatch }),
    close: nothing,
  };
  return { batches, connection };
}

function publish(to: ReturnType<typeof producer>, messages: readonly Message[]) {
  const topicOf = (channel: string) => Promise.resolve({ name: channel, messageBytes: LIMIT });
  return publishAll(to.connection, topicOf, messages, 1000);
}

Deno.test("publishAll sends no more at once than a partition takes, in order", async () => {
  const to = producer(() => undefined);

  await publish(to, ["1", "2", "3", "4"].map((id) => message(id, "a", 500)));

  assertEquals(to.batches, [["1", "2"], ["3", "4"]]);
});

Deno.test("publishAll sends what comes before one that is too large, and nothing of its key after", async () => {
  const to = producer(() => undefined);
  const large = message("2", "a", LIMIT);
  const messages = [message("1", "a"), large, message("3", "a"), message("4", "b")];

  const { notTaken } = await assertRejects(() => publish(to, messages), PublishFailed);

  assertEquals(notTaken.map(({ index }) => index), [1, 2]);
  assertInstanceOf(notTaken[0]?.error, MessageTooLarge);
  assertEquals(to.batches, [["1", "4"]]);
});

Deno.test("publishAll finds the message that the broker takes to be too large", async () => {
  const to = producer((ids) => ids.includes("3") ? protocolError("MESSAGE_TOO_LARGE") : undefined);
  const messages = ["1", "2", "3", "4", "5"].map((id) => message(id, id === "4" ? "b" : "a"));

  const { notTaken } = await assertRejects(() => publish(to, messages), PublishFailed);

  assertEquals(notTaken.map(({ index }) => index), [2, 4]);
  assertInstanceOf(notTaken[0]?.error, MessageTooLarge);
  const accepted = to.batches.filter((ids) => !ids.includes("3")).flat();
  assertEquals(accepted, ["1", "2", "4"]);
});

Deno.test("publishAll knows nothing of any when the broker does not answer", async () => {
  const to = producer(() => new Error("Connection timeout"));

  const error = await assertRejects(() => publish(to, [message("1", "a")]), BusUnavailable);

  assertEquals(error.message, "The message bus is unavailable: Connection timeout");
});

Deno.test("publishAll names those of which nothing is known when others were taken", async () => {
  const to = producer((ids) => ids.includes("3") ? new Error("Connection timeout") : undefined);
  const messages = ["1", "2", "3", "4", "5"].map((id) => message(id, "a", 500));

  const { notTaken } = await assertRejects(() => publish(to, messages), PublishFailed);

  assertEquals(notTaken.map(({ index }) => index), [2, 3, 4]);
  for (const { error } of notTaken) assertInstanceOf(error, BusUnavailable);
  assertEquals(to.batches, [["1", "2"], ["3", "4"]]);
});

Deno.test("publishAll takes what a channel refuses for that channel alone", async () => {
  const to = producer((ids) =>
    ids.includes("2") ? protocolError("TOPIC_AUTHORIZATION_FAILED") : undefined
  );
  const messages = [message("1", "a"), message("2", "o"), message("3", "a"), message("4", "o")];

  const { notTaken } = await assertRejects(() => publish(to, messages), PublishFailed);

  assertEquals(notTaken.map(({ index }) => index), [1, 3]);
});
