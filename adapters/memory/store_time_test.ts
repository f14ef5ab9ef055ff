import { assertEquals, assertExists, assertStrictEquals } from "@std/assert";
import { memoryClock, memoryStore, sequentialIds } from "./mod.ts";

const append = (stream: string) => ({
  appends: [{ stream, expect: "any", events: [{ type: "Lit", data: {} }] }] as const,
});

Deno.test("a memory store records no time before an earlier one, when the clock goes back", async () => {
  const clock = memoryClock(Date.UTC(2026, 0, 1));
  await using store = memoryStore({ clock, newId: sequentialIds() });

  for (const ms of [0, -5000, 1000, 6000]) {
    clock.advance(ms);
    await store.commit(append("lamp"));
  }

  const events = await store.readStream("lamp");
  assertEquals(events.map(({ recordedAt }) => recordedAt), [
    "2026-01-01T00:00:00.000Z",
    "2026-01-01T00:00:00.000Z",
    "2026-01-01T00:00:00.000Z",
    "2026-01-01T00:00:02.000Z",
  ]);
});

Deno.test("a memory store keeps receipts as long as it is told, and no longer", async () => {
  const clock = memoryClock();
  await using store = memoryStore({ clock, newId: sequentialIds() }, { keepReceipts: 1000 });
  await store.commit({ id: "first", ...append("lamp") });
  clock.advance(600);
  await store.commit({ id: "second", ...append("lamp") });

  clock.advance(400);
  assertExists(await store.receipt("first"));
  clock.advance(1);
  assertStrictEquals(await store.receipt("first"), undefined);
  assertExists(await store.receipt("second"));

  const { repeated, position } = await store.commit({ id: "first", ...append("lamp") });
  assertEquals([repeated, position], [false, 3]);
});

Deno.test("a memory store keeps receipts for seven days unless told", async () => {
  const clock = memoryClock();
  await using store = memoryStore({ clock, newId: sequentialIds() });
  await store.commit({ id: "once" });

  clock.advance(7 * 24 * 60 * 60 * 1000);
  assertExists(await store.receipt("once"));
  clock.advance(1);
  assertStrictEquals(await store.receipt("once"), undefined);
});
