import { assertEquals } from "@std/assert";
import { Watch } from "./watch.ts";

/** A watch on a clock that the test moves. */
function begin() {
  let now = 0;
  const sleepers: (() => void)[] = [];
  const watch = new Watch({
    monotonic: () => now,
    sleep: (_, signal) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      sleepers.push(resolve);
      signal?.addEventListener("abort", () => resolve());
      return promise;
    },
  }, { patience: 100, joining: 50 });
  const hangs: string[] = [];
  watch.hang().catch(({ message }) => hangs.push(message));
  return {
    ...{ watch, hangs },
    at: async (time: number) => {
      now = time;
      for (const wake of sleepers.splice(0)) wake();
      for (let turns = 0; turns < 10; turns++) await Promise.resolve();
      return hangs.length > 0;
    },
  };
}

Deno.test("Watch lets a consumer join for longer than it may do nothing", async () => {
  const { watch, at, hangs } = begin();

  assertEquals(await at(150), false);
  watch.onJoining();
  assertEquals(await at(300), false);
  assertEquals(await at(301), true);
  assertEquals(hangs, ["The Kafka driver does nothing any more"]);
});

Deno.test("Watch sees that one of several brokers is not asked any more", async () => {
  const { watch, at } = begin();
  watch.onFetch("1");
  watch.onFetch("2");

  await at(90);
  watch.onFetch("1");
  assertEquals(await at(100), false);
  assertEquals(await at(101), true);
});

Deno.test("Watch is content with a consumer that has joined and asks for records", async () => {
  const { watch, at } = begin();

  for (let time = 50; time <= 500; time += 50) {
    watch.onFetch("1");
    assertEquals(await at(time), false);
  }
});

Deno.test("Watch forgets brokers when the group shares out, and all when it is over", async () => {
  const { watch, at } = begin();
  watch.onFetch("1");

  await at(90);
  watch.onJoining();
  assertEquals(await at(200), false);
  watch.onFetch("2");
  watch.end();
  assertEquals(await at(1000), false);
});
