import { assertEquals, assertRejects } from "@std/assert";
import { keyOf } from "../../application/messaging/message.ts";
import { BusUnavailable, PublishFailed } from "../../application/messaging/message_bus.ts";
import { partitionOf } from "../../application/messaging/partition.ts";
import { keysOf } from "./keys.ts";
import { lampLit, take, untilFinished } from "./testdata/messages.ts";
import { testPlace } from "./testdata/place.ts";
import { withRedis } from "./testdata/server.ts";

await withRedis("publishing to Redis", (url) => {
  Deno.test("keys and types arrive as they are, were they no Unicode", async () => {
    await using place = await testPlace(url);
    await using bus = await place.open({ partitions: 1 });
    const odd = ["\0", "\ud800", "\udc00x", `"\\"`, "\u2028", "\x7f", "ünï\u{1f600}"];
    const messages = odd.map((text) => lampLit(text, text, text));
    const all = await take(bus);
    const some = await take(bus, undefined, { group: "some", topics: ["lamps.\ud800"] });

    await bus.publish(messages);
    await untilFinished(bus);
    await untilFinished(bus, "some");

    assertEquals(all.ids, odd);
    assertEquals(some.ids, ["\ud800"]);
    const entries = await place.redis.xrange(keysOf(place.name).stream("lamps", 0), "-", "+");
    const told = odd.map((text) => text.toWellFormed());
    assertEquals(entries.map(([, fields]) => fields[1]), told);
    assertEquals(entries.map(([, fields]) => fields[3]), told);
  });

  Deno.test("what one lane refuses is named, and all that goes elsewhere is taken", async () => {
    await using place = await testPlace(url);
    await using bus = await place.open({ partitions: 4 });
    const messages = Array.from({ length: 1200 }, (_, n) => lampLit(`${n}`, `lamp-${n % 40}`));
    const isBroken = ({ event }: typeof messages[number]) => partitionOf(keyOf(event), 4) === 2;
    await place.redis.set(keysOf(place.name).stream("lamps", 2), "no stream");

    const error = await assertRejects(() => bus.publish(messages), PublishFailed);

    const indexes = messages.flatMap((message, index) => isBroken(message) ? [index] : []);
    assertEquals(error.notTaken.map(({ index }) => index), indexes);
    assertEquals(error.notTaken.every(({ error }) => error instanceof BusUnavailable), true);
    await place.redis.del(keysOf(place.name).stream("lamps", 2));
    const taker = await take(bus);
    await untilFinished(bus);
    assertEquals(
      taker.ids.toSorted(),
      messages.filter((message) => !isBroken(message)).map(({ event }) => event.id).toSorted(),
    );
  });
});
