/** Proof that the message bus kit bites: each deliberate fault is caught by the case that is named. */

import { assert, assertEquals, assertRejects } from "@std/assert";
import { busCapabilities, busPlace } from "../memory/testdata/bus_place.ts";
import type { TestBody } from "./kit.ts";
import { messageBusConformance } from "./message_bus.ts";
import type { MessageBusPlace } from "./message_bus_place.ts";
import type { BrokenBus } from "./testdata/broken_bus.ts";
import { brokenClosing } from "./testdata/broken_closing.ts";
import { brokenEvents } from "./testdata/broken_events.ts";
import { brokenKeeping } from "./testdata/broken_keeping.ts";
import { brokenPublishing } from "./testdata/broken_publishing.ts";
import { brokenReceiving } from "./testdata/broken_receiving.ts";
import { brokenStopping } from "./testdata/broken_stopping.ts";
import { brokenTopics } from "./testdata/broken_topics.ts";

const brokenBuses = [
  ...brokenPublishing,
  ...brokenEvents,
  ...brokenTopics,
  ...brokenReceiving,
  ...brokenKeeping,
  ...brokenStopping,
  ...brokenClosing,
];

for (const { fault, caughtBy, broken } of brokenBuses) {
  Deno.test(`the message bus kit catches: ${fault} (${caughtBy})`, async () => {
    const [, run] = [...casesOf(broken, 500)].find(([name]) => name.startsWith(caughtBy)) ?? [];
    assert(run, `No case begins with "${caughtBy}"`);

    await assertRejects(run);
  });
}

Deno.test("every case of the message bus kit catches something", () => {
  const caughtBy = brokenBuses.map((fault) => fault.caughtBy);
  const idle = [...casesOf(() => ({}), 0).keys()]
    .filter((name) => !caughtBy.some((start) => name.startsWith(start)));

  assertEquals(idle, []);
});

Deno.test("the message bus kit catches nothing in a sound bus", async () => {
  const cases = casesOf(() => ({}), 30_000);
  const failed: string[] = [];

  for (const [name, run] of cases) await run().catch((error) => failed.push(`${name}: ${error}`));

  assertEquals([cases.size, failed], [70, []]);
});

/** Collects the cases of the kit instead of running them. */
function casesOf(broken: BrokenBus["broken"], patience: number): ReadonlyMap<string, TestBody> {
  const cases = new Map<string, TestBody>();
  messageBusConformance({
    test: (name, run) => cases.set(name, run),
    create: () => Promise.resolve(brokenPlace(broken)),
    capabilities: busCapabilities,
    patience,
  });
  return cases;
}

function brokenPlace(broken: BrokenBus["broken"]): MessageBusPlace {
  const place = busPlace();
  const notes = new Set<string>();
  return {
    ...place,
    open: async () => {
      const sound = await place.open();
      return { ...sound, ...broken(sound, notes) };
    },
    broker: {
      stop: async () => {
        notes.add("stopped");
        await place.broker?.stop();
      },
      start: async () => await place.broker?.start(),
    },
  };
}
