import { assertEquals, assertRejects } from "@std/assert";
import type { Arrival, MessageBus, Receive } from "../../application/messaging/message_bus.ts";
import { BusUnavailable } from "../../application/messaging/message_bus.ts";
import { withKafka } from "./testdata/cluster.ts";
import { message } from "./testdata/messages.ts";
import { testPlace } from "./testdata/place.ts";
import { systemPorts } from "../testdata/system_ports.ts";

const { sleep } = systemPorts.clock;

/** Subscribes until the end of the test, and keeps what comes. */
async function listen(bus: MessageBus, receive: Receive = () => Promise.resolve()) {
  const came: (string | undefined)[] = [];
  const stopping = new AbortController();
  const keep = async (arrival: Arrival, context: Parameters<Receive>[1]) => {
    came.push(arrival.message?.event.id);
    await receive(arrival, context);
  };
  const wanted = { group: "readers", topics: ["users.*"] };
  const { ended } = await bus.subscribe(wanted, keep, { signal: stopping.signal });
  return { came, ended, abort: () => stopping.abort() };
}

async function until(holds: () => boolean): Promise<void> {
  for (let turns = 0; !holds(); turns++) {
    if (turns > 2000) throw new Error(`Never came true: ${holds}`);
    await sleep(10);
  }
}

await withKafka("members of a group on Kafka", () => {
  Deno.test("a key stays with the member that is at work on it while others come", async () => {
    await using place = await testPlace();
    await using bus = await place.open();
    await using other = await place.open();
    const gate = Promise.withResolvers<void>();
    const first = await listen(bus, () => gate.promise);
    await bus.publish([message("m1"), message("m2")]);
    await until(() => first.came.length > 0);

    const second = await listen(other);

    assertEquals([first.came, second.came], [["m1"], []]);
    gate.resolve();
    await until(() => first.came.length > 1);
    assertEquals([first.came, second.came], [["m1", "m2"], []]);
  });

  Deno.test("a receiver may take longer than a session without losing its place", async () => {
    await using place = await testPlace();
    await using bus = await place.open();
    await using other = await place.open();
    const signals: AbortSignal[] = [];
    const receive: Receive = async (_, { signal }) => {
      signals.push(signal);
      // Sessions of the tests end after a second.
      if (signals.length === 1) await sleep(3000);
    };
    const members = [await listen(bus, receive), await listen(other, receive)];

    await bus.publish([message("m1"), message("m2")]);

    const came = () => members.flatMap((member) => member.came);
    await until(() => came().includes("m2"));
    assertEquals(came(), ["m1", "m2"]);
    assertEquals(signals.map(({ aborted }) => aborted), [false, false]);
  });

  Deno.test("a cluster that falls silent is found again, and nothing is lost", async () => {
    await using place = await testPlace();
    await using bus = await place.open();
    const { came } = await listen(bus);
    await bus.publish([message("m1")]);
    await until(() => came.includes("m1"));

    place.broker.silence();
    await assertRejects(() => bus.publish([message("m2")]), BusUnavailable);
    await assertRejects(() => bus.groups(), BusUnavailable);
    await place.broker.start();

    await bus.publish([message("m3")]).catch(() => bus.publish([message("m3")]));
    await until(() => came.includes("m3"));
  });
});
