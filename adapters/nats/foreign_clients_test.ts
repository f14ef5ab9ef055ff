import { assertEquals } from "@std/assert";
import { AckPolicy, jetstream, jetstreamManager } from "@nats-io/jetstream";
import { CloudEvent, HTTP } from "cloudevents";
import { testPlace } from "./testdata/place.ts";
import { message, startReader } from "./testdata/reader.ts";
import { withNats } from "./testdata/server.ts";

const told = {
  id: "e1",
  source: "https://shop.example.org/orders",
  type: "com.example.order.placed",
  subject: "order-7",
  time: "2026-01-02T03:04:05.678Z",
  extensions: { partitionkey: "order-7", correlationid: "ünï\u{1f600}", attempt: 2 },
  data: { total: "12.50", lines: ["a", "b"], note: null },
};

await withNats("clients of somebody else on NATS", (url) => {
  Deno.test("a bare client reads what was published, by its type, as the SDK's CloudEvents", async () => {
    await using place = await testPlace(url);
    await using bus = await place.open();
    await bus.publish([{ channel: "orders", event: told }, message("other")]);
    const { consumers } = await jetstreamManager(place.connection);
    await consumers.add(place.name, {
      durable_name: "reporting",
      ack_policy: AckPolicy.Explicit,
      filter_subject: `${place.name}.orders.*.com.example.order.placed`,
    });

    const consumer = await jetstream(place.connection).consumers.get(place.name, "reporting");
    const read = await consumer.next({ expires: 5000 });
    read?.ack();

    const contentType = read?.headers?.get("Content-Type") ?? "";
    const headers = { "content-type": contentType };
    const event = HTTP.toEvent({ headers, body: read?.string() ?? "" });
    if (!(event instanceof CloudEvent)) throw new TypeError("It is not one event");
    event.validate();
    const { specversion, datacontenttype, data, ...attributes } = JSON.parse(
      JSON.stringify(event),
    );
    assertEquals(contentType, "application/cloudevents+json");
    assertEquals([specversion, datacontenttype, data], ["1.0", "application/json", told.data]);
    const { extensions, data: _, ...own } = told;
    assertEquals(attributes, { ...own, ...extensions });
    assertEquals(await bus.groups(), []);
  });

  Deno.test("the SDK's CloudEvents of a bare client arrive", async () => {
    await using place = await testPlace(url);
    await using bus = await place.open();
    const reader = await startReader(bus, { topics: ["crm.*"] });
    const event = new CloudEvent({
      id: "c1",
      source: "/crm",
      type: "com.example.customer.imported",
      data: { name: "Ada" },
    });

    const { body } = HTTP.structured(event);
    place.connection.publish(`${place.name}.crm.03.${event.type}`, String(body));
    await reader.until("c1");

    assertEquals(reader.taken, ["c1"]);
  });
});
