import { assertEquals } from "@std/assert";
import { lampLit, lampsLit, take, until, untilFinished } from "./testdata/messages.ts";
import { testPlace } from "./testdata/place.ts";
import { withRedis } from "./testdata/server.ts";
import { troubledClient } from "./testdata/troubled_client.ts";
import { reading } from "./lane_script.ts";
import { sharing } from "./share_script.ts";

await withRedis("lost answers of Redis", (url) => {
  Deno.test("what was given in an answer that was lost is given again, before what is later", async () => {
    await using place = await testPlace(url);
    using troubled = await troubledClient(url);
    await using bus = await place.open({}, troubled.client);
    const taker = await take(bus);
    await bus.publish([lampLit("0", "hall")]);
    await untilFinished(bus);

    troubled.loseAnswerTo(reading.digest);
    await bus.publish(lampsLit(20));
    await untilFinished(bus);

    assertEquals(taker.ids, ["0", ...lampsLit(20).map(({ event }) => event.id)]);
  });

  Deno.test("a call of long ago that arrives late takes nothing from the lane", async () => {
    await using place = await testPlace(url);
    await using bus = await place.open();
    const taker = await take(bus);
    await bus.publish([lampLit("1", "hall")]);
    await untilFinished(bus);
    const lane = (await place.lanes()).find(({ length }) => length > 0)!;
    const [, token = ""] = lane.lease.split(":");

    const late = ["readers", token, String(lane.partition), ""];
    for (let n = 2; n <= 50; n++) {
      await bus.publish([lampLit(String(n), "hall")]);
      await place.redis.evalsha(reading.digest, 2, lane.stream, lane.leases, ...late);
    }
    await untilFinished(bus);

    assertEquals(taker.ids, lampsLit(50).map(({ event }) => event.id));
  });

  Deno.test("a lane whose release was answered to nobody is free all the same", async () => {
    await using place = await testPlace(url);
    using troubled = await troubledClient(url);
    await using bus = await place.open({}, troubled.client);
    await using other = await place.open();
    const leaving = await take(bus);
    const taker = await take(other);
    await until(async () => (await place.shares()).length === 2);

    troubled.loseAnswerTo(sharing.digest);
    leaving.abort();
    await leaving.ended;

    await until(async () => (await place.shares()).length === 1);
    await bus.publish(lampsLit(3));
    await until(() => taker.ids.length === 3);
  });

  Deno.test("messages whose answer was lost are there, perhaps twice, in order", async () => {
    await using place = await testPlace(url);
    using troubled = await troubledClient(url);
    await using bus = await place.open({}, troubled.client);
    const taker = await take(bus);

    troubled.loseAnswerTo("LampLit");
    await bus.publish(lampsLit(3));
    await untilFinished(bus);

    assertEquals(taker.ids, ["1", "2", "3", "1", "2", "3"]);
  });
});
