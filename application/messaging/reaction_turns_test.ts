import { assertEquals } from "@std/assert";
import {
  memoryClock,
  memoryStore,
  seededRandom,
  sequentialIds,
} from "../../adapters/memory/mod.ts";
import { moveReactions, readTurns, wayAt } from "./reaction_turns.ts";

function room() {
  const clock = memoryClock();
  const store = memoryStore({ clock, newId: sequentialIds() });
  const emit = () =>
    store.commit({ appends: [{ stream: "a", expect: "any", events: [{ type: "T", data: 1 }] }] });
  return { ports: { store, clock, random: seededRandom(1) }, emit };
}

Deno.test("wayAt is the log until a reaction is moved, and the new way after that position", () => {
  const turns = [{ way: "bus", after: 3 }, { way: "log", after: 5 }] as const;

  assertEquals(wayAt([], 1), "log");
  assertEquals([3, 4, 5, 6].map((position) => wayAt(turns, position)), [
    "log",
    "bus",
    "bus",
    "log",
  ]);
});

Deno.test("moveReactions remembers every move, and only moves", async () => {
  const { ports, emit } = room();
  await moveReactions(ports, ["mail"], "log");
  await emit();
  await moveReactions(ports, ["mail", "news"], "bus");
  await emit();
  await moveReactions(ports, ["mail"], "bus");
  await moveReactions(ports, ["mail"], "log");

  assertEquals(await readTurns(ports.store, "mail"), [
    { way: "bus", after: 2 },
    { way: "log", after: 5 },
  ]);
  assertEquals(await readTurns(ports.store, "news"), [{ way: "bus", after: 3 }]);
});
