import { assertEquals } from "@std/assert";
import type { Message } from "../../application/messaging/message.ts";
import type { MessageBus, Receive } from "../../application/messaging/message_bus.ts";
import { memoryBroker, memoryClock } from "./mod.ts";

Deno.test("memoryMessageBus pauses longer after each failure, up to ten seconds", async () => {
  const { bus, advance } = openBus();
  let attempts = 0;
  await listen(bus, () => Promise.reject(new Error(`Not yet: ${++attempts}`)));

  await bus.publish([message("1")]);

  await advance(0);
  for (const [index, pause] of [25, 50, 100, 200, 400, 800, 1600, 3200, 5000, 5000].entries()) {
    await advance(pause - 1);
    assertEquals(attempts, index + 1);
    await advance(1);
    assertEquals(attempts, index + 2);
  }
});

Deno.test("memoryMessageBus pauses shortly again after a success", async () => {
  const { bus, advance } = openBus();
  const outcomes = [false, false, true, false, true];
  let attempts = 0;
  await listen(
    bus,
    () => outcomes[attempts++] ? Promise.resolve() : Promise.reject(new Error("Not yet")),
  );

  await bus.publish([message("1"), message("2")]);

  await advance(0);
  await advance(25);
  await advance(50);
  assertEquals(attempts, 4);
  await advance(25);
  assertEquals([attempts, await bus.groups()], [5, [{ group: "readers", waiting: 0 }]]);
});

Deno.test("memoryMessageBus waits for receivers at its end for as long as it is told", async () => {
  const { bus, advance } = openBus({ closeWithin: 300 });
  let isGivenUp = () => false;
  await listen(bus, (_, { signal }) => {
    isGivenUp = () => signal.aborted;
    return new Promise(() => {});
  });
  await bus.publish([message("1")]);
  await advance(0);

  const closing = bus[Symbol.asyncDispose]();

  await advance(299);
  assertEquals(isGivenUp(), false);
  await advance(1);
  assertEquals(isGivenUp(), true);
  await closing;
});

Deno.test("memoryMessageBus keeps all for known groups, and the last for new ones", async () => {
  const { bus, advance } = openBus({ kept: 3 });
  const [known, late]: [string[], string[]] = [[], []];
  const stop = new AbortController();
  await bus.subscribe(wanted("known"), into(known), { signal: AbortSignal.abort() });

  for (let n = 1; n <= 20; n++) await bus.publish([message(`${n}`)]);
  await bus.subscribe(wanted("known"), into(known), stop);
  await bus.subscribe(wanted("late"), into(late), stop);
  await advance(0);

  assertEquals([known.length, late], [20, ["18", "19", "20"]]);
});

Deno.test("memoryMessageBus works on sixteen keys at a time", async () => {
  const { bus, advance } = openBus();
  const gate = Promise.withResolvers<void>();
  let received = 0;
  await listen(bus, () => {
    received++;
    return gate.promise;
  });

  await bus.publish(Array.from({ length: 40 }, (_, n) => message(`${n}`, `user/${n}`)));

  await advance(0);
  assertEquals(received, 16);
  gate.resolve();
  await advance(0);
  assertEquals(received, 40);
});

function openBus(options = {}) {
  const clock = memoryClock();
  const bus = memoryBroker({ clock, random: () => 0.5 }, options).open();
  /** Moves the clock, and lets everything run that waits for nothing else. */
  async function advance(ms: number): Promise<void> {
    clock.advance(ms);
    await new Promise((resolve) => setTimeout(resolve));
  }
  return { bus, advance };
}

function message(id: string, subject = "ada"): Message {
  const event = { id, source: "/test", type: "Changed", subject, extensions: {} };
  return { channel: "users", event };
}

function wanted(group: string) {
  return { group, topics: ["users.*"] };
}

async function listen(bus: MessageBus, receive: Receive): Promise<void> {
  await bus.subscribe(wanted("readers"), receive, new AbortController());
}

function into(ids: string[]): Receive {
  return ({ message }) => Promise.resolve(void ids.push(message?.event.id ?? ""));
}
