import { assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { seededRandom, sequentialIds } from "../../adapters/memory/chance.ts";
import { memoryLog } from "../../adapters/memory/log.ts";
import { memoryStore } from "../../adapters/memory/store.ts";
import { systemClock } from "../../adapters/system/clock.ts";
import type { Store } from "../store/store.ts";
import { drain } from "./drain.ts";
import { runSubscriptions } from "./run_subscriptions.ts";
import { InvalidSubscription, type Subscription, subscription } from "./subscription.ts";
import { waitFor } from "./wait_for.ts";

type LampLit = { readonly type: "LampLit"; readonly data: { readonly room: string } };

describe("running subscriptions", () => {
  it("lets a commit resolve while a handler of its events still works", async () => {
    await using ports = fresh();
    const started = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<void>();
    const slow = lamps("slow", async () => {
      started.resolve();
      await finish.promise;
    });
    const running = run(ports, [slow]);

    await light(ports.store, "hall");
    await started.promise;
    await light(ports.store, "cellar");

    assertEquals(await ports.store.head(), 2);
    finish.resolve();
    await running.stop();
  });

  it("[F-11] refuses two of one name, before either runs", async () => {
    await using ports = fresh();
    const handled: string[] = [];
    const twice = [lamps("lamps", (room) => handled.push(room)), lamps("lamps", () => {})];
    await light(ports.store, "hall");

    await assertRejects(() => drain(ports, twice), InvalidSubscription, `Cannot run "lamps" twice`);

    assertEquals(handled, []);
  });

  it("[F-11] hands an event to one of two runners of a name", async () => {
    await using ports = fresh();
    const handled: string[] = [];
    const list = [lamps("lamps", (room) => handled.push(room))];
    const [one, other] = [run(ports, list), run(ports, list)];

    const position = await light(ports.store, "hall");
    await waitFor(ports, { name: "lamps", types: ["LampLit"] }, position, { signal: soon() });
    await one.stop();
    await other.stop();

    assertEquals(handled, ["hall"]);
  });

  it("[F-11] hands out nothing more once it was stopped", async () => {
    await using ports = fresh();
    const handled: string[] = [];
    const running = run(ports, [lamps("lamps", (room) => handled.push(room))]);

    await running.stop();
    await light(ports.store, "hall");
    await ports.clock.sleep(20);

    assertEquals(handled, []);
  });

  it("[F-12] finishes what is being handled before it has stopped, and starts nothing", async () => {
    await using ports = fresh();
    const started = Promise.withResolvers<void>();
    const told: string[] = [];
    const running = run(ports, [
      lamps("slow", async (room) => {
        told.push(`${room} started`);
        started.resolve();
        await ports.clock.sleep(50);
        told.push(`${room} finished`);
      }),
    ]);

    await light(ports.store, "hall");
    await light(ports.store, "cellar");
    await started.promise;
    await running.stop();
    told.push("stopped");

    assertEquals(told, ["hall started", "hall finished", "stopped"]);
  });
});

function fresh() {
  const clock = systemClock();
  const newId = sequentialIds();
  const store = memoryStore({ clock, newId });
  const dispose = { [Symbol.asyncDispose]: () => store[Symbol.asyncDispose]() };
  return { store, clock, newId, random: seededRandom(1), log: memoryLog(), ...dispose };
}

function lamps(name: string, handle: (room: string) => unknown): Subscription {
  return subscription<LampLit>({
    name,
    types: ["LampLit"],
    handle: async ({ data }) => {
      await handle(data.room);
    },
  });
}

function run(ports: Parameters<typeof runSubscriptions>[0], list: readonly Subscription[]) {
  const stop = new AbortController();
  const running = runSubscriptions(ports, list, { signal: stop.signal });
  return {
    stop: async () => {
      stop.abort();
      await running;
    },
  };
}

async function light(store: Store, room: string): Promise<number> {
  const events = [{ type: "LampLit", data: { room } }];
  const { position } = await store.commit({ appends: [{ stream: room, expect: "any", events }] });
  return position;
}

function soon(): AbortSignal {
  return AbortSignal.timeout(5000);
}
