import { assert, assertEquals, assertRejects } from "@std/assert";
import { BusUnavailable, PublishFailed } from "../../application/messaging/message_bus.ts";
import { memoryLog } from "../memory/mod.ts";
import { redisMessageBus } from "./mod.ts";
import { openRedis } from "./open_client.ts";
import { lampLit, lampsLit, take, until, untilFinished } from "./testdata/messages.ts";
import { testWithServer } from "./testdata/own_server.ts";
import { testPlace } from "./testdata/place.ts";
import { troubledClient } from "./testdata/troubled_client.ts";
import { systemPorts } from "../testdata/system_ports.ts";

testWithServer("settings under which messages can be lost are warned of", async () => {
  await using place = await testPlace();
  const { redis } = place;

  async function warnings(settings: Readonly<Record<string, string>>): Promise<readonly string[]> {
    for (const [name, value] of Object.entries(settings)) await redis.config("SET", name, value);
    const log = memoryLog();
    await using bus = await place.open({}, undefined, { ...systemPorts, log });
    // It is asked on one connection, after the settings were.
    await bus.groups();
    await bus.groups();
    return log.entries.map(({ message }) => message);
  }

  assertEquals(await warnings({}), []);
  assertEquals(await warnings({ "no-appendfsync-on-rewrite": "yes" }), [
    "a crash of the machine of Redis can lose the messages of half a minute",
  ]);
  assertEquals(await warnings({ appendfsync: "everysec", "no-appendfsync-on-rewrite": "no" }), [
    "a crash of the machine of Redis can lose the messages of the last second",
  ]);
  assertEquals(
    await warnings({ appendonly: "no", maxmemory: "100mb", "maxmemory-policy": "allkeys-lru" }),
    [
      "a crash of Redis loses all messages since its last snapshot",
      "Redis throws messages away when its memory is full",
    ],
  );
});

testWithServer(
  "a server that tells no settings and lets nobody be interrupted will do",
  async () => {
    await using place = await testPlace();
    const { host, port } = place.redis.options;
    await place.redis.call("ACL", "SETUSER", "app", "on", ">secret", "~*", "+@all", "-@dangerous");
    using troubled = await troubledClient(`redis://app:secret@${host}:${port}`);
    const log = memoryLog();
    const ports = { ...systemPorts, log };
    await using bus = redisMessageBus(troubled.client, ports, { lease: 1000 });

    const taker = await take(bus);
    for (const message of lampsLit(3)) {
      await bus.publish([message]);
      await untilFinished(bus);
    }

    assertEquals(taker.ids, ["1", "2", "3"]);
    const reads = troubled.sent.filter((command) => command.startsWith("XREAD"));
    assert(reads.every((read) => read.includes("BLOCK 100 ")), `${reads[0]}`);
    assertEquals(log.entries.map(({ message }) => message), [
      "Redis does not tell its settings, so what a crash would lose is not known",
    ]);
  },
);

testWithServer("a user whom the server does not let in is told so at once", async () => {
  await using place = await testPlace();
  const { host, port } = place.redis.options;
  const opened = await openRedis(`redis://app:wrong@${host}:${port}`);
  await using bus = redisMessageBus(opened.client, systemPorts, { deadline: 60_000 });

  await assertRejects(() => bus.groups(), BusUnavailable, "WRONGPASS");
});

testWithServer("a server that is full takes no messages, and gives what it has", async () => {
  await using place = await testPlace();
  const { redis } = place;
  await using bus = await place.open();
  await bus.publish(lampsLit(5));
  await redis.config("SET", "maxmemory", "1mb");

  const error = await assertRejects(() => bus.publish(lampsLit(2)), PublishFailed);
  const taker = await take(bus);
  await untilFinished(bus);

  assertEquals(error.notTaken.map(({ index }) => index), [0, 1]);
  assert(error.notTaken[0]?.error instanceof BusUnavailable);
  assert(error.notTaken[0].error.message.includes("OOM"));
  assertEquals(taker.ids, ["1", "2", "3", "4", "5"]);
  await redis.config("SET", "maxmemory", "0");
  await bus.publish([lampLit("6")]);
  await until(() => taker.ids.includes("6"));
});

testWithServer("a server that has become a replica is waited for, and not written to", async () => {
  await using place = await testPlace();
  await using bus = await place.open({ deadline: 500 });
  await bus.publish([lampLit("1", "hall")]);
  await place.redis.replicaof("127.0.0.1", "1");

  await assertRejects(() => bus.publish([lampLit("2", "hall")]), BusUnavailable);
  const publishing = bus.publish([lampLit("3", "hall")]);
  await place.redis.replicaof("NO", "ONE");
  await publishing;

  const taker = await take(bus);
  await until(() => taker.ids.length === 2);
  assertEquals(taker.ids, ["1", "3"]);
});

testWithServer("a server that stands still is no reason to wait for ever", async () => {
  await using place = await testPlace();
  await using bus = await place.open({ deadline: 600 });
  const taker = await take(bus);
  await bus.publish([lampLit("1", "hall")]);
  await untilFinished(bus);

  place.broker?.pause();
  await assertRejects(() => bus.publish([lampLit("2", "hall")]), BusUnavailable);
  await assertRejects(() => bus.groups(), BusUnavailable);
  place.broker?.resume();

  await bus.publish([lampLit("3", "hall")]);
  await until(() => taker.ids.includes("3"));
  assertEquals(taker.ids.filter((id) => id !== "2"), ["1", "3"]);
});

testWithServer("a bus is closed without its server, however long its leases last", async () => {
  await using place = await testPlace();
  const bus = await place.open({ lease: 600_000, closeWithin: 100 });
  const taker = await take(bus);
  await bus.publish([lampLit("1")]);
  await untilFinished(bus);
  let hasEnded = false;
  void taker.ended.then(() => hasEnded = true);

  await place.broker?.stop();
  await bus[Symbol.asyncDispose]();

  await until(() => hasEnded);
});

testWithServer("all keys of a bus are in one slot of a cluster", async () => {
  await using place = await testPlace(undefined, ["--cluster-enabled", "yes"]);
  await place.redis.call("CLUSTER", "ADDSLOTSRANGE", "0", "16383");
  await until(async () => String(await place.redis.call("CLUSTER", "INFO")).includes("state:ok"));
  await using bus = await place.open();

  const taker = await take(bus, undefined, { topics: ["lamps.LampLit", "rooms.*"] });
  await bus.publish([lampLit("1"), { ...lampLit("2"), channel: "rooms" }]);
  await untilFinished(bus);

  assertEquals(taker.ids.toSorted(), ["1", "2"]);
});
