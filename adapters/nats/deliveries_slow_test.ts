import { assertEquals } from "@std/assert";
import { natsMessageBus, openNats } from "./mod.ts";
import { startNats, withNatsProgram } from "./testdata/nats_process.ts";
import { testPlace } from "./testdata/place.ts";
import { eventually, message, startReader } from "./testdata/reader.ts";
import { withNats } from "./testdata/server.ts";
import { systemPorts } from "../testdata/system_ports.ts";

const { clock } = systemPorts;

await withNats("deliveries of a bus on NATS", (url) => {
  Deno.test("a message is its receiver's for as long as that takes", async () => {
    await using place = await testPlace(url, { ackWait: 1000 });
    await using one = await place.open();
    await using two = await place.open();
    const begun: string[] = [];
    const receive = async () => {
      begun.push("begun");
      await clock.sleep(3000);
    };
    const readers = [await startReader(one, { receive }), await startReader(two, { receive })];

    await one.publish([message("m1")]);
    await Promise.race(readers.map(({ until }) => until("m1")));
    await eventually("nothing waits", async () => (await one.groups())[0]?.waiting === 0);

    assertEquals(begun.length, 1);
  });

  Deno.test("what a dead worker had comes to another of its group, before what is later", async () => {
    await using place = await testPlace(url, { ackWait: 600 });
    const begun: string[] = [];
    const dying = await openNats(url);
    await using bus = await natsMessageBus(dying.client, systemPorts, {
      name: place.name,
      ackWait: 600,
      closeWithin: 1,
    });
    await startReader(bus, {
      receive: ({ message }) => {
        begun.push(message?.event.id ?? "");
        return new Promise(() => {});
      },
    });
    await bus.publish([message("m1"), message("m2")]);
    await eventually("the first arrives", () => begun.length > 0);

    await dying[Symbol.asyncDispose]();
    await using other = await place.open();
    const reader = await startReader(other);
    await reader.until("m2");

    assertEquals([begun, reader.taken], [["m1"], ["m1", "m2"]]);
  });
});

await withNatsProgram("deliveries over a NATS server of their own", (program) => {
  Deno.test("who cannot keep a message any more is told, and it comes again", async () => {
    await using server = await startNats(program);
    await using place = await testPlace(server.url);
    await using bus = await place.open({ ackWait: 600, deadline: 2000 });
    const begun: string[] = [];
    const reader = await startReader(bus, {
      receive: async (_, { signal }) => {
        begun.push("begun");
        if (begun.length > 1) return;
        const lost = Promise.withResolvers<void>();
        signal.addEventListener("abort", () => lost.resolve(), { once: true });
        await lost.promise;
        throw new Error("Given up");
      },
    });
    await bus.publish([message("m1")]);
    await eventually("it arrives", () => begun.length > 0);

    server.fallSilent();
    await clock.sleep(1500);
    server.wakeUp();
    await reader.until("m1");

    assertEquals(begun.length, 2);
  });

  Deno.test("what was taken does not come again after a crash of the server", async () => {
    await using server = await startNats(program);
    await using place = await testPlace(server.url);
    await using bus = await place.open();
    const reader = await startReader(bus);
    const ids = Array.from({ length: 300 }, (_, n) => `m${n}`);

    for (const crash of [100, 200, 300]) {
      const batch = ids.slice(crash - 100, crash);
      await bus.publish(batch.map((id) => message(id, { key: `key ${Number(id.slice(1)) % 7}` })));
      await eventually("all is taken", () => reader.taken.length >= crash);
      await server.stop("SIGKILL");
      await server.start();
    }
    await bus.publish([message("end")]);
    await reader.until("end");
    await eventually("nothing waits", async () => (await bus.groups())[0]?.waiting === 0);

    assertEquals(reader.taken.toSorted(), [...ids, "end"].toSorted());
  });
});
