import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { seededRandom, sequentialIds } from "../../adapters/memory/chance.ts";
import { memoryClock } from "../../adapters/memory/clock.ts";
import { memoryLog } from "../../adapters/memory/log.ts";
import { memoryStore } from "../../adapters/memory/store.ts";
import type { Store } from "../store/store.ts";
import { deadLetters } from "./dead_letters.ts";
import { drain } from "./drain.ts";
import { subscription } from "./subscription.ts";

type LampLit = { readonly type: "LampLit"; readonly data: { readonly room: string } };

describe("a failing handler", () => {
  it("[F-1] is logged with event, attempt and error, tried again, and parked at last", async () => {
    await using ports = fresh();
    const attempts: number[] = [];
    const lamps = subscription<LampLit>({
      name: "lamps",
      types: ["LampLit"],
      retry: { attempts: 3, firstDelay: 1000 },
      handle: (_, { attempt }) => {
        attempts.push(attempt);
        throw new Error("the lamp is broken");
      },
    });

    await light(ports.store, "hall");
    await drain(ports, [lamps]);
    for (const _ of ["second", "third", "never"]) {
      ports.clock.advance(10_000);
      await drain(ports, [lamps]);
    }

    assertEquals(attempts, [1, 2, 3]);
    const { entries } = ports.log;
    assertEquals(entries.map(({ level, data }) => [level, data.stream, data.attempt]), [
      ["warn", "hall", 1],
      ["warn", "hall", 2],
      ["error", "hall", 3],
    ]);
    assertEquals(entries.map(({ data }) => String(data.error)), [
      "Error: the lamp is broken",
      "Error: the lamp is broken",
      "Error: the lamp is broken",
    ]);
    const { items } = await deadLetters(ports).list({ limit: 10 });
    assertEquals(items.map(({ stream, attempts }) => [stream, attempts]), [["hall", 3]]);
    assertEquals(items[0]?.error?.message, "the lamp is broken");
  });

  it("[F-3] that throws synchronously stops neither other handlers nor other streams", async () => {
    await using ports = fresh();
    const handled: string[] = [];
    const broken = subscription<LampLit>({
      name: "broken",
      types: ["LampLit"],
      handle: ({ data }) => {
        if (data.room === "hall") throw new Error("not the hall");
        handled.push(`broken: ${data.room}`);
      },
    });
    const sound = subscription<LampLit>({
      name: "sound",
      types: ["LampLit"],
      handle: ({ data }) => void handled.push(`sound: ${data.room}`),
    });

    await light(ports.store, "hall");
    await light(ports.store, "cellar");
    await drain(ports, [broken, sound]);

    assertEquals(handled, ["broken: cellar", "sound: hall", "sound: cellar"]);
  });

  it("[F-3] that throws what is no error is treated like any other", async () => {
    await using ports = fresh();
    const thrown: unknown[] = ["text", undefined, null, { code: 1 }];
    const odd = subscription<LampLit>({
      name: "odd",
      types: ["LampLit"],
      retry: { attempts: 1 },
      handle: () => {
        throw thrown.shift();
      },
    });

    for (const room of ["hall", "cellar", "attic", "garage"]) await light(ports.store, room);
    await drain(ports, [odd]);

    const { items } = await deadLetters(ports).list({ limit: 10 });
    assertEquals(items.map(({ error }) => error?.message), [
      "text",
      "undefined",
      "null",
      "[object Object]",
    ]);
  });
});

function fresh() {
  const clock = memoryClock();
  const newId = sequentialIds();
  const store = memoryStore({ clock, newId });
  const dispose = { [Symbol.asyncDispose]: () => store[Symbol.asyncDispose]() };
  return { store, clock, newId, random: seededRandom(1), log: memoryLog(), ...dispose };
}

async function light(store: Store, room: string): Promise<void> {
  const events = [{ type: "LampLit", data: { room } }];
  await store.commit({ appends: [{ stream: room, expect: "any", events }] });
}
