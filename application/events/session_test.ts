import { assert, assertEquals } from "@std/assert";
import { setImmediate } from "node:timers";
import {
  memoryClock,
  memoryLog,
  memoryStore,
  seededRandom,
  sequentialIds,
} from "../../adapters/memory/mod.ts";
import { runSubscriptions } from "./run_subscriptions.ts";
import type { Subscription } from "./subscription.ts";

Deno.test("a session sleeps while the only probe of an outage hangs", async () => {
  for (const onPoison of ["halt", "park"] as const) {
    await using world = await testWorld(6);
    let calls = 0;
    const handle = () => {
      if (++calls <= 5) throw new Error("down");
      return new Promise<void>(() => {});
    };
    world.run({ name: "lamps", types: ["LampLit"], onPoison, handle, concurrency: 3 });
    await world.pass(5000);
    assertEquals(calls, 6);

    const looks = world.looks();
    await world.pass(10_000);

    assertEquals(calls, 6);
    assert(world.looks() - looks < 5, `${world.looks() - looks} looks in ten seconds`);
  }
});

Deno.test("a session probes what waits in place, due or not", async () => {
  await using world = await testWorld(5);
  const retry = { firstDelay: 3_600_000, longestDelay: 3_600_000 };
  let down = true;
  let done = 0;
  const handle = () => {
    if (down) throw new Error("down");
    done++;
  };
  world.run({ name: "lamps", types: ["LampLit"], onPoison: "halt", retry, handle });
  await world.pass(10_000);
  down = false;

  await world.pass(20_000);

  assert(done > 0);
});

/** A store with one event in each of some streams, whose looks at the log are counted. */
async function testWorld(streams: number) {
  const clock = memoryClock();
  const newId = sequentialIds();
  const store = memoryStore({ clock, newId });
  for (let stream = 0; stream < streams; stream++) {
    const events = [{ type: "LampLit", data: {} }];
    await store.commit({ appends: [{ stream: `s${stream}`, expect: "none", events }] });
  }
  let looks = 0;
  const head = () => {
    looks++;
    return store.head();
  };
  const ports = {
    store: { ...store, head },
    clock,
    newId,
    random: seededRandom(1),
    log: memoryLog(),
  };
  const stop = new AbortController();
  let running: Promise<void> = Promise.resolve();

  async function pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 20) {
      clock.advance(20);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  return {
    looks: () => looks,
    pass,
    run: (subscription: Subscription) => {
      running = runSubscriptions(ports, [subscription], { signal: stop.signal, stopWithin: 100 });
    },
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await pass(200);
      await running;
    },
  };
}
