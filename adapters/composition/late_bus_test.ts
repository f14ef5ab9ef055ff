import { assertEquals, assertRejects } from "@std/assert";
import {
  BusClosed,
  BusUnavailable,
  type MessageBus,
} from "../../application/messaging/message_bus.ts";
import { InvalidInput } from "../../domain/kernel/errors.ts";
import { memoryBroker, memoryClock, memoryLog, seededRandom } from "../memory/mod.ts";
import { lateBus } from "./late_bus.ts";

const lamp = {
  channel: "lamps",
  event: { id: "1", source: "/hall", type: "LampLit", extensions: {} },
};

/** A broker that answers after so many attempts to open a bus on it. */
function brokerAfter(attempts: number) {
  const broker = memoryBroker({ clock: memoryClock(), random: seededRandom(1) });
  let opened = 0;
  const open = (): Promise<MessageBus> =>
    ++opened > attempts
      ? Promise.resolve(broker.open())
      : Promise.reject(new BusUnavailable("it is away"));
  return { broker, open, opened: () => opened };
}

Deno.test("lateBus opens the bus at once where its broker answers, and once", async () => {
  const { broker, open, opened } = brokerAfter(0);
  await using bus = await lateBus(open, memoryLog());
  await Promise.all([bus.publish([lamp]), bus.publish([lamp]), bus.groups()]);

  assertEquals([opened(), broker.read("lamps").length], [1, 2]);
});

Deno.test("lateBus starts while the broker is away, says so, and goes on when it is back", async () => {
  const { broker, open } = brokerAfter(2);
  const log = memoryLog();
  await using bus = await lateBus(open, log);
  await assertRejects(() => bus.publish([lamp]), BusUnavailable);
  await bus.publish([lamp]);

  assertEquals(log.entries.map(({ level }) => level), ["warn"]);
  assertEquals(broker.read("lamps").length, 1);
});

Deno.test("lateBus does not start with a bus that can never be opened", async () => {
  const wrong = () => Promise.reject(new InvalidInput("the bus", []));

  await assertRejects(() => lateBus(wrong, memoryLog()), InvalidInput);
});

Deno.test("lateBus closes what it opened, and opens nothing after that", async () => {
  const { open, opened } = brokerAfter(1);
  const bus = await lateBus(open, memoryLog());
  await bus[Symbol.asyncDispose]();

  await assertRejects(() => bus.publish([lamp]), BusClosed);
  assertEquals(opened(), 1);
});
