import { assertEquals, assertInstanceOf } from "@std/assert";
import { CloudEvent, Kafka, type KafkaMessage } from "cloudevents";
import { withKafka } from "./testdata/cluster.ts";
import { kcat } from "./testdata/kcat.ts";
import { message } from "./testdata/messages.ts";
import { testPlace } from "./testdata/place.ts";

await withKafka("records as others see them", () => {
  Deno.test("the SDK of CloudEvents reads what the bus publishes", async () => {
    await using place = await testPlace();
    await using bus = await place.open();
    const told = message("m1", "ada");
    const { id, source, type } = told.event;
    const time = "2026-01-02T03:04:05.678Z";
    const data = { name: "松本" };
    await bus.publish([{ ...told, event: { ...told.event, time, subject: "user/1", data } }]);

    const from = ["-b", place.brokers.join(","), "-t", `${place.name}.users`];
    const format = ["-f", "%k\\n%h\\n%s", "-C", "-e", "-q", "-o", "beginning"];
    const [key = "", header = "", ...value] = String(await kcat(...from, ...format)).split("\n");

    assertEquals(key, "ada");
    assertEquals(header, "content-type=application/cloudevents+json; charset=UTF-8");
    const headers = { "content-type": header.slice("content-type=".length) };
    const body = value.join("\n");
    const record: KafkaMessage = { headers, key, value: body, body };
    const read = Kafka.toEvent(record);
    assertInstanceOf(read, CloudEvent);
    const seen = { id: read.id, source: read.source, type: read.type, time: read.time };
    assertEquals(seen, { id, source, type, time });
    assertEquals([read.subject, read.data, read.partitionkey, read.validate()], [
      "user/1",
      data,
      "ada",
      true,
    ]);
  });

  Deno.test("the bus and other clients put a key into the same partition", async () => {
    await using place = await testPlace();
    await using bus = await place.open();
    const keys = ["ada", "user/1", "Ünï 松本", "a b", "k".repeat(100)];
    await bus.publish(keys.map((key) => message(`ours ${key}`, key)));
    for (const key of keys) {
      await place.foreign?.put({ channel: "users", key, type: "", bytes: new Uint8Array(1) });
    }

    const from = ["-b", place.brokers.join(","), "-t", `${place.name}.users`];
    const format = ["-f", "%k\\t%p\\n", "-C", "-e", "-q", "-o", "beginning"];
    const lines = String(await kcat(...from, ...format)).trim().split("\n");

    const places = new Set(lines.map((line) => line.trim()));
    assertEquals([lines.length, places.size], [2 * keys.length, keys.length]);
  });
});
