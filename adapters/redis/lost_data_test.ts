import { assertEquals } from "@std/assert";
import { keysOf } from "./keys.ts";
import { lampLit, lampsLit, take, until, untilFinished } from "./testdata/messages.ts";
import { testWithServer } from "./testdata/own_server.ts";
import { testPlace } from "./testdata/place.ts";
import { withRedis } from "./testdata/server.ts";

await withRedis("Redis that lost data", (url) => {
  Deno.test("a group that somebody has destroyed is made again, and gets what is kept", async () => {
    await using place = await testPlace(url);
    await using bus = await place.open({ partitions: 1 });
    const taker = await take(bus);
    await bus.publish(lampsLit(3));
    await untilFinished(bus);

    await place.redis.xgroup("DESTROY", keysOf(place.name).stream("lamps", 0), "readers");
    await bus.publish([lampLit("4")]);
    await untilFinished(bus);

    assertEquals(taker.ids, ["1", "2", "3", "1", "2", "3", "4"]);
  });

  Deno.test("entries that somebody has deleted are waited for by nobody", async () => {
    await using place = await testPlace(url);
    await using bus = await place.open({ partitions: 1 });
    await take(bus).then(({ abort, ended }) => (abort(), ended));
    await bus.publish(lampsLit(5));
    const stream = keysOf(place.name).stream("lamps", 0);
    const entries = await place.redis.xrange(stream, "-", "+");
    for (const at of [1, 3]) await place.redis.xdel(stream, entries[at]![0]);

    assertEquals(await bus.groups(), [{ group: "readers", waiting: 3 }]);
    const taker = await take(bus);
    await untilFinished(bus);

    assertEquals(taker.ids, ["1", "3", "5"]);
  });

  Deno.test("the number of lanes is that of whoever came first, whatever others are told", async () => {
    await using place = await testPlace(url);
    await using first = await place.open({ partitions: 3 });
    await using second = await place.open({ partitions: 5 });
    await first.publish([lampLit("1", "hall")]);
    const taker = await take(second);
    await second.publish([lampLit("2", "hall")]);
    await untilFinished(first);

    assertEquals(taker.ids, ["1", "2"]);
    assertEquals(await place.redis.keys(`{${place.name}}:lamps:0?`).then((keys) => keys.length), 3);
  });
});

testWithServer("after a server has lost everything, what is published arrives", async () => {
  await using place = await testPlace();
  await using bus = await place.open();
  const taker = await take(bus);
  await bus.publish([lampLit("1")]);
  await untilFinished(bus);

  await place.redis.flushall();
  await bus.publish([lampLit("2")]);
  await until(() => taker.ids.length === 2);
  await place.redis.flushall();
  await bus.publish([lampLit("3")]);
  await untilFinished(bus);

  assertEquals(taker.ids, ["1", "2", "3"]);
});
