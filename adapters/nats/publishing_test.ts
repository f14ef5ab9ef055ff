import { assertEquals, assertInstanceOf, assertRejects } from "@std/assert";
import { DiscardPolicy, jetstreamManager } from "@nats-io/jetstream";
import { InvalidInput } from "../../domain/kernel/errors.ts";
import {
  BusUnavailable,
  MessageTooLarge,
  PublishFailed,
} from "../../application/messaging/message_bus.ts";
import { publishAll } from "./publish.ts";
import { startNats, withNatsProgram } from "./testdata/nats_process.ts";
import { testPlace } from "./testdata/place.ts";
import { message, startReader } from "./testdata/reader.ts";
import { withNats } from "./testdata/server.ts";

Deno.test("publishAll has one message of a key on its way, and other keys beside it", async () => {
  const log: string[] = [];
  const messages = ["a1", "b1", "a2", "b2"].map((id) => message(id, { key: id.slice(0, 1) }));

  await publishAll(messages, async ({ event: { id } }) => {
    log.push(`${id} goes`);
    await Promise.resolve();
    log.push(`${id} is there`);
  });

  assertEquals(log, [
    "a1 goes",
    "b1 goes",
    "a1 is there",
    "b1 is there",
    "a2 goes",
    "b2 goes",
    "a2 is there",
    "b2 is there",
  ]);
});

Deno.test("publishAll publishes nothing of a key after what was refused, and names it all", async () => {
  const there: string[] = [];
  const refused = new Error("Refused");
  const ids = ["a1", "b1", "a2", "c1", "a3", "b2"];

  const error = await assertRejects(
    () =>
      publishAll(ids.map((id) => message(id, { key: id.slice(0, 1) })), ({ event: { id } }) => {
        if (id === "a2" || id === "b2") return Promise.reject(refused);
        there.push(id);
        return Promise.resolve();
      }),
    PublishFailed,
  );

  assertEquals(there.toSorted(), ["a1", "b1", "c1"]);
  assertEquals(error.notTaken, [2, 4, 5].map((index) => ({ index, error: refused })));
});

Deno.test("publishAll stops when nobody knows whether a message is there", async () => {
  const sent: string[] = [];
  const ids = Array.from({ length: 1000 }, (_, n) => `m${n}`);

  await assertRejects(
    () =>
      publishAll(ids.map((id) => message(id, { key: id })), async ({ event: { id } }) => {
        sent.push(id);
        await Promise.resolve();
        throw new BusUnavailable("Nobody answers");
      }),
    BusUnavailable,
    "Nobody answers",
  );

  assertEquals(sent.length, 512);
});

await withNats("publishing over NATS", (url) => {
  Deno.test("what the server refuses is named, and nothing of its key is taken after it", async () => {
    await using place = await testPlace(url);
    const { streams } = await jetstreamManager(place.connection);
    const { name } = place;
    await streams.add({
      name,
      subjects: [`${name}.>`],
      description: "16 partitions",
      max_msgs: 3,
      discard: DiscardPolicy.New,
    });
    await using bus = await place.open();
    const messages = ["m1", "m2", "m3", "m4", "m5"].map((id) => message(id));

    const error = await assertRejects(() => bus.publish(messages), PublishFailed);

    assertEquals(error.notTaken.map(({ index }) => index), [3, 4]);
    assertInstanceOf(error.cause, BusUnavailable);
    assertEquals((await streams.info(name)).state.messages, 3);
  });

  Deno.test("a stream may take less than the server", async () => {
    await using place = await testPlace(url);
    const { streams } = await jetstreamManager(place.connection);
    const { name } = place;
    await streams.add({
      name,
      subjects: [`${name}.>`],
      description: "16 partitions",
      max_msg_size: 1000,
    });
    await using bus = await place.open();
    const large = message("x".repeat(1000));

    const error = await assertRejects(() => bus.publish([large, message("m1")]), PublishFailed);

    assertEquals(error.notTaken.map(({ index }) => index), [0, 1]);
    assertInstanceOf(error.cause, MessageTooLarge);
    assertEquals((await streams.info(name)).state.messages, 0);
  });

  Deno.test("what no subject can hold is refused, and the bus goes on", async () => {
    await using place = await testPlace(url);
    await using bus = await place.open();
    const reader = await startReader(bus);
    const messages = [
      message("m1", { type: "x".repeat(5000) }),
      message("m2", { channel: "a b\r\n" }),
      message("m3", { channel: "" }),
      message("m4", { key: "bob" }),
    ];

    const error = await assertRejects(() => bus.publish(messages), PublishFailed);
    await reader.until("m4");

    assertEquals(error.notTaken.map(({ index }) => index), [0, 1, 2]);
    for (const { error: refusal } of error.notTaken) assertInstanceOf(refusal, InvalidInput);
    assertEquals(reader.taken, ["m4"]);
  });

  Deno.test("one event in two channels is two messages, and published again it is none", async () => {
    await using place = await testPlace(url);
    await using bus = await place.open();
    const messages = ["users", "orders"].map((channel) => message("e1", { channel }));

    await bus.publish(messages);
    await bus.publish(messages);

    const { streams } = await jetstreamManager(place.connection);
    assertEquals((await streams.info(place.name)).state.messages, 2);
  });
});

await withNatsProgram("publishing over a NATS server of its own", (program) => {
  Deno.test("calls of a server that says nothing end at their deadline", async () => {
    await using server = await startNats(program);
    await using place = await testPlace(server.url);
    await using bus = await place.open({ deadline: 500 });
    await bus.publish([message("m1")]);

    server.fallSilent();
    await assertRejects(() => bus.publish([message("m2"), message("m3")]), BusUnavailable);
    await assertRejects(() => bus.groups(), BusUnavailable);
    await assertRejects(() => startReader(bus), BusUnavailable);
    server.wakeUp();
    await using patient = await place.open();
    const reader = await startReader(patient);
    await patient.publish([message("m2"), message("m3")]);
    await reader.until("m3");

    assertEquals(reader.taken, ["m1", "m2", "m3"]);
  });

  Deno.test("a server that is away for a moment is only waited for", async () => {
    await using server = await startNats(program);
    await using place = await testPlace(server.url);
    await using bus = await place.open();
    await bus.publish([message("m1")]);

    await server.stop("SIGTERM");
    const publishing = bus.publish([message("m2"), message("m3")]);
    await server.start();
    await publishing;
    const reader = await startReader(bus);
    await reader.until("m3");

    assertEquals(reader.taken, ["m1", "m2", "m3"]);
  });
});
