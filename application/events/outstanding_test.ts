import { assertEquals } from "@std/assert";
import {
  memoryClock,
  memoryLog,
  memoryStore,
  seededRandom,
  sequentialIds,
} from "../../adapters/memory/mod.ts";
import { drain } from "./drain.ts";
import { outstandingFor, outstandingOf } from "./outstanding.ts";
import { subscription } from "./subscription.ts";

/** A place with one event in each of two streams; the handler fails in the ways it is told. */
async function place() {
  const clock = memoryClock();
  const newId = sequentialIds();
  const store = memoryStore({ clock, newId });
  const ports = { store, clock, newId, random: seededRandom(1), log: memoryLog() };
  const failures = new Map<string, Error>();
  const lamps = subscription({
    name: "lamps",
    types: ["LampLit"],
    retry: { attempts: 5, firstDelay: 1000 },
    handle: ({ stream }) => {
      const failure = failures.get(stream);
      if (failure !== undefined) throw failure;
    },
  });
  const { events } = await store.commit({
    appends: ["hall", "attic"].map((stream) => ({
      stream,
      expect: "none",
      events: [{ type: "LampLit", data: {} }],
    })),
  });
  const left = () =>
    Promise.all([
      ...events.map((event) => outstandingFor(ports, lamps, event)),
      ...events.map(({ stream }) => outstandingOf(ports, "lamps", stream)),
      outstandingOf(ports, "lamps"),
    ]);
  return { clock, ports, lamps, failures, events, left };
}

Deno.test("an event is to be done now until it is handled, or put off", async () => {
  const { clock, ports, lamps, failures, left } = await place();
  failures.set("attic", new Error("no bulb"));

  const before = await left();
  await drain(ports, [lamps]);
  const failed = await left();
  clock.advance(60_000);
  const due = await left();
  failures.clear();
  await drain(ports, [lamps]);
  const after = await left();

  assertEquals(before, ["now", "now", "nothing", "nothing", "nothing"]);
  assertEquals(failed, ["nothing", "later", "nothing", "later", "later"]);
  assertEquals(due, ["nothing", "now", "nothing", "now", "now"]);
  assertEquals(after, ["nothing", "nothing", "nothing", "nothing", "nothing"]);
});

Deno.test("a dead letter, and what waits behind it, is for later", async () => {
  const { ports, lamps, failures, left } = await place();
  failures.set("attic", Object.assign(new Error("no bulb"), { permanent: true }));
  await drain(ports, [lamps]);

  const { events: [behind] } = await ports.store.commit({
    appends: [{ stream: "attic", expect: "any", events: [{ type: "LampLit", data: {} }] }],
  });
  await drain(ports, [lamps]);

  assertEquals(await left(), ["nothing", "later", "nothing", "later", "later"]);
  assertEquals(behind && await outstandingFor(ports, lamps, behind), "later");
});

Deno.test("what has halted is for later, and other types are nobody's business", async () => {
  const { ports, lamps, failures, events: [event] } = await place();
  failures.set("hall", Object.assign(new Error("no bulb"), { permanent: true }));
  const halting = { ...lamps, onPoison: "halt" } as const;
  await drain(ports, [halting]).catch(() => {});

  assertEquals(event && await outstandingFor(ports, halting, event), "later");
  const others = { name: "others", types: ["LampBroken"] };
  assertEquals(event && await outstandingFor(ports, others, event), "nothing");
});
