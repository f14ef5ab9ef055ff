import { assertEquals, assertRejects } from "@std/assert";
import {
  memoryClock,
  memoryLog,
  memoryStore,
  seededRandom,
  sequentialIds,
} from "../../adapters/memory/mod.ts";
import { InvalidCursor } from "../store/errors.ts";
import type { Store } from "../store/store.ts";
import { type DeadLetter, DeadLetterNotFound } from "./dead_letter.ts";
import { deadLetters, deadLetterStream } from "./dead_letters.ts";
import { drain } from "./drain.ts";
import type { Subscription, SubscriptionPorts } from "./subscription.ts";

Deno.test("list pages over the subscriptions by name, and by position within one", async () => {
  const ports = testPorts();
  await light(ports.store, "a", "b", "c");
  await drain(ports, [broken("z"), broken("x"), sound("y")]);

  for (const limit of [1, 2, 3, 4, 100]) {
    assertEquals((await listAll(ports, limit)).map(({ id }) => id), [
      "x:1",
      "x:2",
      "x:3",
      "z:1",
      "z:2",
      "z:3",
    ], `${limit} at a time`);
  }
});

Deno.test("list refuses a cursor that it never gave", async () => {
  const ports = testPorts();
  await light(ports.store, "a");
  await drain(ports, [broken("x")]);

  for (const after of ["x", "x/nonsense"]) {
    await assertRejects(() => deadLetters(ports).list({ limit: 1, after }), InvalidCursor);
  }
});

Deno.test("list gives one subscription's only, if told so", async () => {
  const ports = testPorts();
  await light(ports.store, "a", "b");
  await drain(ports, [broken("x"), broken("z")]);

  const { items, next } = await deadLetters(ports).list({ subscription: "z", limit: 10 });

  assertEquals([items.map(({ id }) => id), next], [["z:1", "z:2"], undefined]);
  assertEquals(await deadLetters(ports).list({ subscription: "never", limit: 10 }), {
    items: [],
    next: undefined,
  });
});

Deno.test("list leaves out what is not dead: waiting, or queued behind a dead one", async () => {
  const ports = testPorts();
  await light(ports.store, "a", "a", "b");
  const handle = () => Promise.reject(new Error("later"));
  await drain(ports, [{ ...broken("x"), handle }]);

  assertEquals(await listAll(ports, 10), []);
});

Deno.test("show gives the event, the error, and how many wait behind", async () => {
  const ports = testPorts();
  await light(ports.store, "a", "b", "a", "a");
  await drain(ports, [broken("x")]);

  const letter = await deadLetters(ports).show("x:1");

  assertEquals([letter.subscription, letter.position, letter.stream], ["x", 1, "a"]);
  assertEquals([letter.attempts, letter.waiting, letter.asked], [1, 2, null]);
  assertEquals([letter.event.position, letter.eventId], [1, letter.event.id]);
  assertEquals(letter.error, { name: "Error", message: "broken", code: null });
  assertEquals(letter.failedAt, "2026-01-01T00:00:00.000Z");
});

Deno.test("what is no dead letter cannot be shown, redriven or discarded", async () => {
  const ports = testPorts();
  await light(ports.store, "a", "a");
  await drain(ports, [broken("x")]);
  const letters = deadLetters(ports);

  for (const id of ["", "x", "x:2", "x:9", "y:1", "x:1:1", "__proto__:1", `x:${"9".repeat(20)}`]) {
    await assertRejects(() => letters.show(id), DeadLetterNotFound);
    await assertRejects(() => letters.redrive(id, "ada"), DeadLetterNotFound);
    await assertRejects(() => letters.discard(id, "ada"), DeadLetterNotFound);
  }
});

Deno.test("an act only marks the letter, and leaves an event with its actor", async () => {
  const ports = testPorts();
  await light(ports.store, "a", "b");
  await drain(ports, [broken("x")]);
  const letters = deadLetters(ports);

  await letters.redrive("x:1", "ada");
  await letters.discard("x:2", "bob");

  assertEquals((await listAll(ports, 10)).map(({ id, asked }) => [id, asked]), [
    ["x:1", "redrive"],
    ["x:2", "discard"],
  ]);
  const acts = await ports.store.readStream(deadLetterStream("x"));
  assertEquals(acts.map(({ type, metadata }) => [type, metadata.actor]), [
    ["portico.DeadLetterRedriven", "ada"],
    ["portico.DeadLetterDiscarded", "bob"],
  ]);
  assertEquals(acts[0]?.data, {
    subscription: "x",
    position: 1,
    eventId: (await letters.show("x:1")).eventId,
    stream: "a",
    type: "LampLit",
  });
});

Deno.test("the same act twice is one act; another mind before the runner acts is another", async () => {
  const ports = testPorts();
  await light(ports.store, "a");
  await drain(ports, [broken("x")]);
  const letters = deadLetters(ports);

  await letters.redrive("x:1", "ada");
  await letters.redrive("x:1", "ada");
  await letters.discard("x:1", "ada");

  assertEquals((await letters.show("x:1")).asked, "discard");
  assertEquals((await ports.store.readStream(deadLetterStream("x"))).length, 2);
});

Deno.test("redriving all leaves alone what others have seen to meanwhile", async () => {
  const ports = testPorts();
  await light(ports.store, "a", "b", "c");
  await drain(ports, [broken("x")]);
  const letters = deadLetters(ports);
  const find: Store["find"] = async (query) => {
    const page = await ports.store.find(query);
    await letters.discard("x:1", "bob");
    await drain(ports, [broken("x")]);
    await letters.discard("x:2", "bob");
    return page;
  };

  const marked = await deadLetters({ ...ports, store: { ...ports.store, find } })
    .redriveAll("x", "ada");

  assertEquals(marked, 1);
  assertEquals((await listAll(ports, 10)).map(({ id, asked }) => [id, asked]), [
    ["x:2", "discard"],
    ["x:3", "redrive"],
  ]);
});

Deno.test("redriving all marks every dead letter of the subscription, and counts them", async () => {
  const ports = testPorts();
  await light(ports.store, ...Array.from({ length: 250 }, (_, stream) => `s${stream}`));
  await drain(ports, [broken("x"), broken("y")]);

  assertEquals(await deadLetters(ports).redriveAll("x", "ada"), 250);

  const marked = (await listAll(ports, 200)).filter(({ asked }) => asked === "redrive");
  assertEquals([marked.length, marked.every(({ subscription }) => subscription === "x")], [
    250,
    true,
  ]);
});

function testPorts(): SubscriptionPorts {
  const clock = memoryClock();
  const newId = sequentialIds();
  const store = memoryStore({ clock, newId });
  return { store, clock, newId, random: seededRandom(1), log: memoryLog() };
}

async function light(store: Store, ...streams: readonly string[]): Promise<void> {
  for (const stream of streams) {
    const events = [{ type: "LampLit", data: {} }];
    await store.commit({ appends: [{ stream, expect: "any", events }] });
  }
}

/** Fails for good at everything. */
function broken(name: string): Subscription {
  const handle = () => {
    throw Object.assign(new Error("broken"), { permanent: true });
  };
  return { name, types: ["LampLit"], handle };
}

function sound(name: string): Subscription {
  return { name, types: ["LampLit"], handle: () => {} };
}

async function listAll(ports: SubscriptionPorts, limit: number): Promise<DeadLetter[]> {
  const all: DeadLetter[] = [];
  let after: string | undefined;
  do {
    const page = await deadLetters(ports).list({ limit, after });
    all.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return all;
}
