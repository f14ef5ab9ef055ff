import { assert, assertEquals } from "@std/assert";
import { reading } from "./lane_script.ts";
import { lampLit, lampsLit, take, type Taker, until, untilFinished } from "./testdata/messages.ts";
import { testPlace } from "./testdata/place.ts";
import { systemPorts } from "../testdata/system_ports.ts";
import { withRedis } from "./testdata/server.ts";
import { troubledClient } from "./testdata/troubled_client.ts";

await withRedis("leases on Redis", (url) => {
  Deno.test("whoever is not heard of loses its lanes, is told, and takes nothing more", async () => {
    await using place = await testPlace(url);
    using troubled = await troubledClient(url);
    await using bus = await place.open({}, troubled.client);
    await using other = await place.open();
    const told = Promise.withResolvers<string>();
    const gate = Promise.withResolvers<void>();
    const frozen = await take(bus, (id, { signal }) => {
      signal.addEventListener("abort", () => told.resolve(id));
      return gate.promise;
    });
    await other.publish(lampsLit(5));
    await until(() => frozen.ids.length === 1);

    troubled.freeze();
    const taker = await take(other);
    await untilFinished(other);
    assertEquals(await told.promise, "1");
    troubled.thaw();
    gate.resolve();
    await until(async () => (await place.shares()).length === 2);

    assertEquals(taker.ids, ["1", "2", "3", "4", "5"]);
    assertEquals(frozen.ids, ["1"]);
    await other.publish(Array.from({ length: 50 }, (_, n) => lampLit(`again-${n}`)));
    await untilFinished(other);
    assertEquals(frozen.ids.length + taker.ids.length, 56);
    assert(frozen.ids.length > 1, "It takes part again");
  });

  Deno.test("whoever finds that it stood still begins nothing before it knows what it has", async () => {
    await using place = await testPlace(url);
    const { redis } = place;
    let passed = 0;
    const clock = {
      ...systemPorts.clock,
      monotonic: () => systemPorts.clock.monotonic() + passed,
    };
    const settings = { lease: 60_000, partitions: 1 };
    await using bus = await place.open(settings, undefined, { ...systemPorts, clock });
    const stoodStill = await take(bus, async () => {
      const [lane] = await place.lanes();
      await redis.hset(lane!.leases, "0", `${Date.now() + 60_000}:another`);
      passed = 60_000;
    });

    await bus.publish(lampsLit(10));
    await until(() => stoodStill.ids.length > 0);
    await systemPorts.clock.sleep(200);

    assertEquals(stoodStill.ids, ["1"]);
  });

  Deno.test("whoever has no lease is given nothing", async () => {
    await using place = await testPlace(url);
    await using bus = await place.open({ partitions: 1 });
    const taker = await take(bus);
    const [lane] = await place.lanes();
    const read = (token: string) =>
      place.redis.eval(reading.text, 2, lane!.stream, lane!.leases, "readers", token, "0", "");

    await bus.publish(lampsLit(5));

    assertEquals([await read("another"), await read("")], [null, null]);
    await untilFinished(bus);
    assertEquals(taker.ids.length, 5);
  });

  Deno.test("subscribers of a group share the lanes evenly, as they come and go", async () => {
    await using place = await testPlace(url);
    await using bus = await place.open();
    await using other = await place.open();
    const takers: Taker[] = [];
    const come = async () => void takers.push(await take(takers.length % 2 ? bus : other));
    const untilShared = (...shares: number[]) =>
      until(async () => JSON.stringify(await place.shares()) === JSON.stringify(shares));

    await come();
    await untilShared(16);
    await come();
    await untilShared(8, 8);
    await Promise.all([come(), come(), come()]);
    await untilShared(3, 3, 3, 3, 4);
    takers[0]?.abort();
    await takers[0]?.ended;
    await untilShared(4, 4, 4, 4);
    for (const { abort } of takers.slice(2)) abort();
    await untilShared(16);
  });

  Deno.test("a lane that is worked on is handed over when its message is finished", async () => {
    await using place = await testPlace(url);
    await using bus = await place.open({ partitions: 1 });
    const gate = Promise.withResolvers<void>();
    const first = await take(bus, () => gate.promise);
    await bus.publish(lampsLit(40));
    await until(() => first.ids.length === 1);

    const second = await take(bus);
    first.abort();
    assertEquals((await place.shares()).length, 1);
    gate.resolve();
    await first.ended;
    await untilFinished(bus);

    assertEquals([...first.ids, ...second.ids], lampsLit(40).map(({ event }) => event.id));
    assertEquals(first.ids, ["1"]);
  });

  Deno.test("whoever leaves has its lanes taken at once, and not when its lease ends", async () => {
    await using place = await testPlace(url);
    await using bus = await place.open({ lease: 60 * 60 * 1000 });
    await using other = await place.open({ lease: 60 * 60 * 1000 });
    const first = await take(bus);
    const second = await take(other);
    await until(async () => (await place.shares()).length === 2);

    first.abort();
    await first.ended;

    await until(async () => JSON.stringify(await place.shares()) === "[16]");
    await bus.publish(lampsLit(3));
    await until(() => second.ids.length === 3);
  });

  Deno.test("a message has its own lane read, and no other", async () => {
    await using place = await testPlace(url);
    using troubled = await troubledClient(url);
    await using bus = await place.open({ lease: 600_000 }, troubled.client);
    const taker = await take(bus);
    await until(async () => (await place.shares()).length === 1);
    await systemPorts.clock.sleep(200);
    const before = troubled.sent.length;

    for (const message of lampsLit(5)) {
      await bus.publish([message]);
      await until(() => taker.ids.includes(message.event.id));
    }

    const read = troubled.sent.slice(before).filter((each) => each.includes(reading.digest));
    assert(read.length <= 10, `${read.length} reads`);
  });

  Deno.test("while nothing happens the server is asked for leases alone", async () => {
    await using place = await testPlace(url);
    using troubled = await troubledClient(url);
    await using bus = await place.open({ lease: 600_000 }, troubled.client);
    const taker = await take(bus);
    await bus.publish(lampsLit(20));
    await untilFinished(bus);
    await systemPorts.clock.sleep(200);
    const before = troubled.sent.length;

    await systemPorts.clock.sleep(500);

    assertEquals(troubled.sent.slice(before), []);
    assertEquals(taker.ids.length, 20);
  });
});
