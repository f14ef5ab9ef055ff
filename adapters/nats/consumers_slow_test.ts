import { assertEquals } from "@std/assert";
import { jetstreamManager } from "@nats-io/jetstream";
import { type TestPlace, testPlace } from "./testdata/place.ts";
import { eventually, message, startReader } from "./testdata/reader.ts";
import { withNats } from "./testdata/server.ts";
import { systemPorts } from "../testdata/system_ports.ts";
import { partitionOf, PARTITIONS } from "../../application/messaging/partition.ts";

/** Names the consumer of `readers` in the lane of the messages. */
const consumer = `readers_users_${String(partitionOf("ada", PARTITIONS)).padStart(2, "0")}`;

async function deleteConsumer({ connection, name }: TestPlace): Promise<void> {
  await (await jetstreamManager(connection)).consumers.delete(name, consumer);
}

await withNats("the consumers of a bus on NATS", (url) => {
  Deno.test("a consumer that somebody deletes is made again, and goes on where it was", async () => {
    await using place = await testPlace(url);
    await using bus = await place.open();
    const reader = await startReader(bus);
    await bus.publish([message("m1"), message("m2")]);
    await reader.until("m2");

    await deleteConsumer(place);
    await bus.publish([message("m3")]);
    await reader.until("m3");

    assertEquals(reader.taken, ["m1", "m2", "m3"]);
  });

  Deno.test("what is received as its consumer is deleted is not received again", async () => {
    await using place = await testPlace(url);
    await using bus = await place.open();
    const gate = Promise.withResolvers<void>();
    const begun: string[] = [];
    const reader = await startReader(bus, {
      receive: async ({ message }) => {
        begun.push(message?.event.id ?? "");
        await gate.promise;
      },
    });
    await bus.publish([message("m1"), message("m2")]);
    await eventually("m1 is being received", () => begun.length > 0);

    await deleteConsumer(place);
    gate.resolve();
    await reader.until("m2");

    assertEquals(reader.taken, ["m1", "m2"]);
  });

  Deno.test("a consumer that somebody made anew, to read all again, reads all again", async () => {
    await using place = await testPlace(url);
    await using bus = await place.open();
    const reader = await startReader(bus);
    await bus.publish([message("m1"), message("m2")]);
    await reader.until("m2");
    const { consumers } = await jetstreamManager(place.connection);
    const { config } = await consumers.info(place.name, consumer);
    await systemPorts.clock.sleep(150);

    // The bus may be faster, and let it go on where it was.
    await eventually("it is made anew", async () => {
      await consumers.delete(place.name, consumer);
      return await consumers.add(place.name, config).then(() => true, () => false);
    });
    await eventually("all is taken again", () => reader.taken.length === 4);

    assertEquals(reader.taken, ["m1", "m2", "m1", "m2"]);
  });

  Deno.test("a stream that somebody deletes is made again, and the bus goes on", async () => {
    await using place = await testPlace(url);
    await using bus = await place.open();
    const reader = await startReader(bus);
    await bus.publish([message("m1"), message("m2")]);
    await reader.until("m2");

    await (await jetstreamManager(place.connection)).streams.delete(place.name);
    await bus.publish([message("m3")]);
    await reader.until("m3");

    assertEquals(reader.taken, ["m1", "m2", "m3"]);
  });

  Deno.test("a group that wants more, or less, goes on where it was", async () => {
    await using place = await testPlace(url);
    await using bus = await place.open();
    const taken: string[][] = [];
    const choices = [["users.A"], ["users.A", "users.B"], ["users.*"], ["users.C"], ["users.A"]];
    for (const [turn, topics] of choices.entries()) {
      await bus.publish(["A", "B", "C"].map((type) => message(`${type}${turn}`, { type })));
      const reader = await startReader(bus, { topics });
      const [type] = topics.map((topic) => topic.slice(-1));
      await reader.until(`${type === "*" ? "C" : type}${turn}`);
      await eventually("nothing waits", async () => (await bus.groups())[0]?.waiting === 0);
      await reader.stop();
      taken.push([...reader.taken]);
    }

    assertEquals(taken, [["A0"], ["A1", "B1"], ["A2", "B2", "C2"], ["C3"], ["A4"]]);
  });

  Deno.test("an older subscriber leaves what it does not know to a newer one", async () => {
    await using place = await testPlace(url);
    await using bus = await place.open();
    const older = await startReader(bus, { topics: ["users.A", "users.B"] });
    const ids = Array.from({ length: 12 }, (_, n) => `m${n}`);
    const nobodys = ids.map((id) => message(`no ${id}`, { type: "C", key: id }));
    await bus.publish(nobodys);
    await eventually("nothing waits", async () => (await bus.groups())[0]?.waiting === 0);

    const newer = await startReader(bus, { topics: ["users.A", "users.B", "users.C"] });
    await bus.publish(ids.map((id) => message(id, { type: "C", key: id })));
    for (const id of ids) await newer.until(id);

    assertEquals(older.taken, []);
    assertEquals(newer.taken.toSorted(), ids.toSorted());
  });

  Deno.test("groups are counted over more consumers than the server tells at once", async () => {
    await using place = await testPlace(url);
    await using bus = await place.open({ partitions: 100 });
    const none = () => Promise.resolve();
    for (const group of ["a", "b", "c"]) {
      const stopping = new AbortController();
      const { ended } = await bus.subscribe({ group, topics: ["users.*"] }, none, stopping);
      stopping.abort();
      await ended;
    }

    await bus.publish(Array.from({ length: 300 }, (_, n) => message(`m${n}`, { key: `k${n}` })));

    assertEquals(await bus.groups(), ["a", "b", "c"].map((group) => ({ group, waiting: 300 })));
  });
});
