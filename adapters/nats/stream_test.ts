import { assertEquals, assertRejects } from "@std/assert";
import { jetstreamManager, RetentionPolicy, StorageType } from "@nats-io/jetstream";
import { InvalidInput } from "../../domain/kernel/errors.ts";
import { natsMessageBus, openNats } from "./mod.ts";
import { testPlace } from "./testdata/place.ts";
import { message, startReader } from "./testdata/reader.ts";
import { withNats } from "./testdata/server.ts";
import { systemPorts } from "../testdata/system_ports.ts";

await withNats("the stream of a bus on NATS", (url) => {
  Deno.test("a bus takes the partitions that its stream was made with", async () => {
    await using place = await testPlace(url);
    await using one = await place.open({ partitions: 3 });
    await using two = await place.open();
    const reader = await startReader(one);

    await two.publish([message("m1", { key: "a" }), message("m2", { key: "b" })]);
    await Promise.all([reader.until("m1"), reader.until("m2")]);

    const { consumers } = await jetstreamManager(place.connection);
    const names = (await consumers.list(place.name).next()).map(({ name }) => name);
    assertEquals(names.toSorted(), [0, 1, 2].map((lane) => `readers_users_0${lane}`));
    const error = await assertRejects(() => place.open({ partitions: 16 }), InvalidInput);
    assertEquals(error.issues.map(({ path }) => path), ["partitions"]);
  });

  Deno.test("buses that start at once make one stream, whatever they would have made", async () => {
    await using place = await testPlace(url);
    const days = [1, 2, 3, 4, 5, 6, 7, 8];

    const told = days.map(async (day) => {
      await using bus = await place.open({ maxAge: day * 86_400_000 });
      await bus.publish([message(`m${day}`, { key: `${day}` })]);
    });
    await Promise.all(told);
    await using bus = await place.open();
    const reader = await startReader(bus);
    for (const day of days) await reader.until(`m${day}`);

    assertEquals(reader.taken.length, days.length);
  });

  Deno.test("a bus opens no stream of something else", async () => {
    await using place = await testPlace(url);
    const { streams } = await jetstreamManager(place.connection);
    const { name } = place;
    await streams.add({ name, subjects: [`${name}.>`], description: "Invoices" });

    await assertRejects(() => place.open(), InvalidInput, "something else");
  });

  Deno.test("a bus opens a stream that an operator made, and leaves it as it is", async () => {
    await using place = await testPlace(url);
    const { streams } = await jetstreamManager(place.connection);
    const { name } = place;
    const made = await streams.add({
      name,
      subjects: [`${name}.>`],
      description: "Messages of the shop, in 4 partitions",
      retention: RetentionPolicy.Interest,
      max_bytes: 1_000_000,
    });

    await using bus = await place.open();
    const reader = await startReader(bus);
    await bus.publish([message("m1")]);
    await reader.until("m1");

    assertEquals((await streams.info(name)).config, made.config);
  });

  Deno.test("settings that make no sense are refused", async () => {
    await using place = await testPlace(url);
    for (const name of ["", "a.b", "a b", "*", "x".repeat(65)]) {
      await assertRejects(() => place.open({ name }), InvalidInput, "name");
    }
    for (const partitions of [0, 1.5, 101]) {
      await assertRejects(() => place.open({ partitions }), InvalidInput, "partitions");
    }
    await assertRejects(() => place.open({ replicas: 0 }), InvalidInput, "replicas");
    await assertRejects(() => place.open({ maxAge: Infinity }), InvalidInput, "maxAge");
  });

  Deno.test("the log is warned of what messages do not survive", async () => {
    await using place = await testPlace(url);
    const { streams } = await jetstreamManager(place.connection);
    const inMemory = `${place.name}_memory`;
    await streams.add({
      name: inMemory,
      subjects: [`${inMemory}.>`],
      description: "2 partitions",
      storage: StorageType.Memory,
    });
    await using opened = await openNats(url);
    const warnings: unknown[] = [];
    const log = { warn: (...said: unknown[]) => void warnings.push(said) };

    for (const name of [place.name, inMemory]) {
      await using _bus = await natsMessageBus(opened.client, { ...systemPorts, log }, { name });
    }
    await streams.delete(inMemory);

    assertEquals(warnings, [
      [
        "One NATS server keeps the messages: a power cut can undo the last minutes of them, " +
        "unless its sync_interval is always",
        { stream: place.name },
      ],
      ["NATS keeps the messages in memory: they end with the server", { stream: inMemory }],
    ]);
  });
});
