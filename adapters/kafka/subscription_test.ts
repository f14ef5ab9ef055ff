import { assertEquals } from "@std/assert";
import type { KafkaBatch } from "./client.ts";
import { Subscription } from "./subscription.ts";
import { puppeteer } from "./testdata/puppets.ts";

/** A subscription to one topic, on a clock that stands where the test puts it. */
function subscribe(receive: () => Promise<void>) {
  const { client, puppets } = puppeteer();
  const stopping = new AbortController();
  const time = { now: 0 };
  const warnings: string[] = [];
  const subscription = new Subscription(client, {
    clock: {
      now: () => time.now,
      monotonic: () => time.now,
      sleep: (ms, signal) =>
        ms < 1000 || signal?.aborted ? Promise.resolve() : new Promise(() => {}),
    },
    random: () => 0.5,
    log: { warn: (message) => void warnings.push(message) },
  }, {
    groupId: "g",
    topics: ["t"],
    timing: { sessionTimeout: 1, heartbeatInterval: 1000, rebalanceTimeout: 1, longestFetch: 1 },
    receive: () => receive,
    onFirstAssigned: () => Promise.resolve(),
    stopping: stopping.signal,
    givingUp: new AbortController().signal,
    deadline: 10_000,
  });
  return { subscription, ended: subscription.run(), puppets, stopping, time, warnings };
}

async function settled(): Promise<void> {
  for (let turns = 0; turns < 50; turns++) await Promise.resolve();
}

function batch(...offsets: readonly number[]): KafkaBatch {
  const messages = offsets.map((offset) => ({ offset: String(offset), key: null, value: null }));
  return { topic: "t", partition: 0, messages };
}

/** Records of half a megabyte each. */
function large(...offsets: readonly number[]): KafkaBatch {
  const value = new Uint8Array(2 ** 19);
  const messages = batch(...offsets).messages.map((message) => ({ ...message, value }));
  return { ...batch(), messages };
}

Deno.test("Subscription makes a new member when the driver gives up, and keeps what is in work", async () => {
  const gate = Promise.withResolvers<void>();
  const { puppets, stopping, ended, warnings } = subscribe(() => gate.promise);
  puppets[0]?.assign({ t: [0] });
  await settled();
  puppets[0]?.give(batch(7));

  puppets[0]?.crash();
  await settled();
  assertEquals([puppets.length, puppets[0]?.hasLeft()], [2, true]);
  assertEquals(puppets[1]?.share(), { t: [0] });
  puppets[1]?.assign({ t: [0] });
  gate.resolve();
  await settled();

  assertEquals(puppets.map(({ committed }) => committed), [
    [],
    [{ topic: "t", partition: 0, offset: "8" }],
  ]);
  assertEquals(warnings, ["A Kafka consumer has failed, and begins anew"]);
  stopping.abort();
  await ended;
});

Deno.test("Subscription commits nothing while the group shares out, and all of it after", async () => {
  const gate = Promise.withResolvers<void>();
  const { puppets, stopping, ended } = subscribe(() => gate.promise);
  puppets[0]?.assign({ t: [0] });
  await settled();
  puppets[0]?.give(batch(1, 2));

  puppets[0]?.share();
  gate.resolve();
  await settled();
  assertEquals(puppets[0]?.committed, []);
  puppets[0]?.assign({ t: [0] });
  await settled();

  assertEquals(puppets[0]?.committed.map(({ offset }) => offset), ["2"]);
  stopping.abort();
  await ended;
  assertEquals(puppets[0]?.hasLeft(), true);
});

Deno.test("Subscription pauses a partition of which much waits, until little does", async () => {
  const { puppets, stopping, ended } = subscribe(() => Promise.resolve());
  puppets[0]?.assign({ t: [0] });
  await settled();

  puppets[0]?.give(large(1, 2, 3));
  assertEquals(puppets[0]?.told, ["pause"]);
  await settled();
  assertEquals(puppets[0]?.told, ["pause", "resume"]);
  stopping.abort();
  await ended;
});

Deno.test("Subscription resumes what it paused when all is fetched again", async () => {
  const { puppets, stopping, ended } = subscribe(() => Promise.reject(new Error("Not now")));
  puppets[0]?.assign({ t: [0] });
  await settled();
  puppets[0]?.give(large(1, 2, 3));

  puppets[0]?.share();
  puppets[0]?.assign({ t: [0] });

  assertEquals(puppets[0]?.told, ["pause", "resume"]);
  stopping.abort();
  await ended;
});

Deno.test("Subscription hears nothing of a member that it has left", async () => {
  const { puppets, stopping, ended } = subscribe(() => Promise.resolve());
  puppets[0]?.assign({ t: [0] });
  await settled();
  puppets[0]?.crash();
  await settled();
  puppets[1]?.assign({ t: [0] });

  puppets[0]?.assign({});
  puppets[0]?.give(batch(5));
  puppets[1]?.give(batch(7));
  await settled();

  assertEquals(puppets.map(({ committed }) => committed.map(({ offset }) => offset)), [[], ["8"]]);
  stopping.abort();
  await ended;
});

Deno.test("Subscription is not joined when the driver fails until the deadline, and not before", async () => {
  const { subscription, puppets, time, stopping, ended } = subscribe(() => Promise.resolve());
  const refusals: unknown[] = [];
  subscription.joined.catch(({ message }) => refusals.push(message));

  puppets[0]?.crash();
  await settled();
  assertEquals([puppets.length, refusals], [2, []]);
  time.now = 10_001;
  puppets[1]?.crash();
  await settled();

  assertEquals(refusals, ["Crash"]);
  stopping.abort();
  await ended;
});
