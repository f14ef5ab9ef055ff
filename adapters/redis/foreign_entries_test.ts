import { assertEquals } from "@std/assert";
import { CloudEvent } from "cloudevents";
import { keysOf } from "./keys.ts";
import { take, untilFinished } from "./testdata/messages.ts";
import { testPlace } from "./testdata/place.ts";
import { withRedis } from "./testdata/server.ts";

await withRedis("entries of others in Redis", (url) => {
  Deno.test("what is published is read by the CloudEvents SDK", async () => {
    await using place = await testPlace(url);
    await using bus = await place.open();
    const event = {
      id: "1",
      source: "/hall",
      type: "LampLit",
      subject: "lamp-1",
      time: "2026-01-02T03:04:05.678Z",
      extensions: { partitionkey: "lamp-1", traceparent: "00-ab-cd-01", position: "7" },
      data: { by: "Ada" },
    };
    await bus.publish([{ channel: "lamps", event }]);

    const [bytes] = await place.foreign!.read("lamps");
    const read = new CloudEvent<unknown>(JSON.parse(new TextDecoder().decode(bytes)));

    assertEquals(read.validate(), true);
    const { id, source, type, subject, time, partitionkey, traceparent, position, data } = read;
    const extensions = { partitionkey, traceparent, position };
    assertEquals({ id, source, type, subject, time, extensions, data }, event);
  });

  Deno.test("an entry needs nothing but an event, whose type is then its own", async () => {
    await using place = await testPlace(url);
    await using bus = await place.open({ partitions: 1 });
    const lit = JSON.stringify(new CloudEvent({ id: "1", source: "/hall", type: "LampLit" }));
    const broken = JSON.stringify(new CloudEvent({ id: "2", source: "/hall", type: "LampBroken" }));
    const all = await take(bus);
    const some = await take(bus, undefined, { group: "some", topics: ["lamps.LampLit"] });
    const late = { group: "late", topics: ["lamps.LampLit"] };
    await take(bus, undefined, late).then(({ abort, ended }) => (abort(), ended));

    const stream = keysOf(place.name).stream("lamps", 0);
    for (const event of [lit, broken, "no event"]) {
      await place.redis.xadd(stream, "*", "event", event);
    }
    await place.redis.xadd(stream, "*", "name", "value");
    await untilFinished(bus);
    await untilFinished(bus, "some");

    assertEquals(all.ids, ["1", "2", "unreadable", "unreadable"]);
    assertEquals(some.ids, ["1", "unreadable", "unreadable"]);
    assertEquals((await bus.groups()).map(({ waiting }) => waiting), [3, 0, 0]);
  });
});
