import { assert, assertEquals } from "@std/assert";
import type { Redis } from "ioredis";
import { keysOf } from "./keys.ts";
import { Link } from "./link.ts";
import { openRedis } from "./mod.ts";
import { type TestPlace, testPlace } from "./testdata/place.ts";
import { lampLit, take, until, untilFinished } from "./testdata/messages.ts";
import { withRedis } from "./testdata/server.ts";
import { systemPorts } from "../testdata/system_ports.ts";
import { trim } from "./trimming.ts";

/** Puts entries that are so many milliseconds old, and as large as a block of the server. */
async function put(redis: Redis, stream: string, count: number, age: number): Promise<string[]> {
  const time = Date.now() - age;
  const pipeline = redis.pipeline();
  for (let n = 0; n < count; n++) pipeline.xadd(stream, `${time}-${n + 1}`, "event", filler);
  const added = await pipeline.exec() ?? [];
  return added.map(([, id]) => String(id));
}

const filler = "x".repeat(5000);
const DAY = 24 * 60 * 60 * 1000;

async function withLink(
  place: TestPlace,
  run: (stream: string, link: Link) => Promise<void>,
): Promise<void> {
  const { client } = await openRedis(place.url);
  await using link = new Link(client, systemPorts.clock, { deadline: 2000, silence: 1000 });
  await run(keysOf(place.name).stream("lamps", 0), link);
}

await withRedis("trimming on Redis", (url) => {
  Deno.test("what every group has finished is trimmed, and nothing that one needs", async () => {
    await using place = await testPlace(url);
    const { redis } = place;
    await withLink(place, async (stream, link) => {
      const ids = await put(redis, stream, 20, 0);
      await redis.xgroup("CREATE", stream, "ahead", ids[14]!);
      await redis.xgroup("CREATE", stream, "behind", ids[4]!);
      await redis.xreadgroup("GROUP", "behind", "a", "COUNT", 5, "STREAMS", stream, ">");
      const first = async () => (await redis.xrange(stream, "-", "+", "COUNT", 1))[0]?.[0];

      await trim(link, stream, 0);
      assertEquals(await first(), ids[5], "what is being worked on stays");
      await redis.xack(stream, "behind", ids[5]!, ids[6]!);
      await trim(link, stream, 0);
      assertEquals(await first(), ids[7]);
      await redis.xack(stream, "behind", ids[7]!, ids[8]!, ids[9]!);
      await trim(link, stream, 0);
      assertEquals(await first(), ids[9]);
      await redis.xgroup("CREATE", stream, "late", "0");
      await redis.xreadgroup("GROUP", "behind", "a", "COUNT", 5, "STREAMS", stream, ">");
      await trim(link, stream, 0);
      assertEquals(await first(), ids[9], "a new group needs all that is there");
    });
  });

  Deno.test("finished messages stay for groups to come, as long as they are young", async () => {
    await using place = await testPlace(url);
    const { redis } = place;
    await withLink(place, async (stream, link) => {
      await put(redis, stream, 5, 2 * DAY);
      await put(redis, stream, 5, 0);
      await redis.xgroup("CREATE", stream, "readers", "$");

      assertEquals([await trim(link, stream, DAY), await redis.xlen(stream)], [5, 5]);
      assertEquals([await trim(link, stream, DAY), await redis.xlen(stream)], [0, 5]);
    });
  });

  Deno.test("where there is no group, messages wait for one as long as they are young", async () => {
    await using place = await testPlace(url);
    await withLink(place, async (stream, link) => {
      await put(place.redis, stream, 5, 2 * DAY);
      await put(place.redis, stream, 5, 0);

      assertEquals([await trim(link, stream, 3 * DAY), await trim(link, stream, DAY)], [0, 5]);
      assertEquals(await place.redis.xlen(stream), 5);
    });
  });

  for (const who of ["publishes", "takes"]) {
    Deno.test(`who ${who} trims, now and then`, async () => {
      await using place = await testPlace(url);
      const { redis } = place;
      let passed = 0;
      const clock = {
        ...systemPorts.clock,
        monotonic: () => systemPorts.clock.monotonic() + passed,
      };
      const settings = { keep: 0, partitions: 1, lease: DAY, deadline: DAY };
      await using bus = await place.open(settings, undefined, { ...systemPorts, clock });
      await using other = await place.open();
      const stream = keysOf(place.name).stream("lamps", 0);
      await put(redis, stream, 20, DAY);
      await bus.publish([lampLit("1")]);
      if (who === "takes") {
        await take(bus);
        await untilFinished(bus);
      }
      assert(await redis.xlen(stream) > 10);

      passed += 31_000;
      await (who === "takes" ? other : bus).publish([lampLit("2")]);

      await until(async () => await redis.xlen(stream) < 10);
    });
  }

  Deno.test("a stream is trimmed in small steps, and none is made", async () => {
    await using place = await testPlace(url);
    await withLink(place, async (stream, link) => {
      assertEquals([await trim(link, stream, 0), await place.redis.exists(stream)], [0, 0]);
      await put(place.redis, stream, 2500, DAY);

      const steps: number[] = [];
      do steps.push(await trim(link, stream, 0)); while (steps.at(-1));

      assert(steps.every((step) => step <= 1000), `${steps}`);
      assert(await place.redis.xlen(stream) < 10);
    });
  });
});
