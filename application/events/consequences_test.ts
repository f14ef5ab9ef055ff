import { assertEquals } from "@std/assert";
import { seededRandom, sequentialIds } from "../../adapters/memory/chance.ts";
import { memoryClock } from "../../adapters/memory/clock.ts";
import { memoryStore } from "../../adapters/memory/store.ts";
import { silentLog } from "../../adapters/system/log.ts";
import { drain } from "./drain.ts";
import { type Subscription, subscription } from "./subscription.ts";

type Told = { readonly type: "Asked" | "Answered"; readonly data: Record<never, never> };

Deno.test("[E-12] what follows from an event is of its correlation, and names it as the cause", async () => {
  const clock = memoryClock();
  const newId = sequentialIds();
  await using store = memoryStore({ clock, newId });
  const ports = { store, clock, newId, random: seededRandom(1), log: silentLog() };
  const asked = { id: "asked", type: "Asked", data: {}, metadata: { correlationId: "request-1" } };
  await store.commit({ appends: [{ stream: "questions", expect: "none", events: [asked] }] });

  await drain(ports, [follow("Asked", "Answered"), follow("Answered", "Thanked")]);

  const { events: [, answered, thanked] } = await store.readLog({ after: 0, limit: 10 });
  assertEquals(answered?.metadata, { correlationId: "request-1", causationId: "asked" });
  assertEquals<unknown>(thanked?.metadata, {
    correlationId: "request-1",
    causationId: answered?.id,
  });
});

function follow(type: Told["type"], next: string): Subscription {
  return subscription<Told>({
    name: `after-${type.toLowerCase()}`,
    types: [type],
    handle: (_, { tx }) => tx.append("answers", [{ type: next, data: {} }]),
  });
}
