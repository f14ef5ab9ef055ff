import { assertEquals, assertNotEquals } from "@std/assert";
import { withBrokers } from "./testdata/bus_places.ts";
import { openRegistration } from "./testdata/registration_place.ts";
import { registrationWalk } from "./testdata/registration_walk.ts";

/** The adapter behind each port of a place in which registration went all its way. */
async function walked(BUS_URL: string): Promise<ReadonlyMap<string, string>> {
  await using place = await openRegistration(BUS_URL);
  for (const { does, run } of registrationWalk) {
    try {
      await run(place);
    } catch (cause) {
      throw new Error(`${BUS_URL}: ${does}`, { cause });
    }
  }
  return place.adapters();
}

const usual = walked("memory:");
// Whoever compares with it sees why it failed.
usual.catch(() => {});

Deno.test("registration goes its way over the bus in memory", async () => {
  assertEquals((await usual).get("MessageBus"), "memory:");
});

await withBrokers("registration", (broker, open) => {
  Deno.test(`registration goes its way over ${broker}, which is swapped by one URL`, async () => {
    await using bus = await open();

    const swapped = await walked(bus.url);

    for (const [port, adapter] of await usual) {
      if (port === "MessageBus") assertNotEquals(swapped.get(port), adapter);
      else assertEquals(swapped.get(port), adapter, port);
    }
    console.info(`MessageBus: memory: | ${swapped.get("MessageBus")}`);
  });
});
