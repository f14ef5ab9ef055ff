import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import {
  memoryClock,
  memoryStore,
  seededRandom,
  sequentialIds,
} from "../../adapters/memory/mod.ts";
import { subscription } from "../events/subscription.ts";
import type { Recorded } from "../store/store.ts";
import { cloudEventOf } from "./event_message.ts";
import { reactionWays } from "./reaction.ts";
import { moveReactions } from "./reaction_turns.ts";

const source = "/here";
const greeting = subscription({ name: "greet", types: ["Lit"], handle: () => {} });

function room() {
  const clock = memoryClock();
  const store = memoryStore({ clock, newId: sequentialIds() });
  const ports = { store, clock, random: seededRandom(1) };
  const { consumer } = reactionWays(ports, {
    subscription: greeting,
    topics: ["lamps.Lit"],
    source,
  });
  return {
    ports,
    light: async (): Promise<Recorded> => {
      const events = [{ type: "Lit", data: {} }];
      const committed = await store.commit({ appends: [{ stream: "a", expect: "any", events }] });
      return committed.events[0]!;
    },
    goesOverBus: async (event: Recorded) =>
      await consumer.wants?.({ channel: "lamps", event: cloudEventOf(event, source) }),
  };
}

test("[F-14] a reaction goes by moves that were made while it runs, each event by its position", async () => {
  const { ports, light, goesOverBus } = room();
  const before = await light();
  const first = await goesOverBus(before);

  await moveReactions(ports, ["greet"], "bus");
  const after = await light();
  const moved = await goesOverBus(after);
  await moveReactions(ports, ["greet"], "log");
  const last = await light();

  assertEquals([first, moved, await goesOverBus(last)], [false, true, false]);
  assertEquals([await goesOverBus(before), await goesOverBus(after)], [false, true]);
});
