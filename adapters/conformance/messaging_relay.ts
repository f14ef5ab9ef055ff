/** Cases of the relay: 1 to 4. */

import assert from "node:assert/strict";
import { deadLetters } from "../../application/events/dead_letters.ts";
import { topicOf } from "../../application/messaging/message.ts";
import { BusUnavailable, PublishFailed } from "../../application/messaging/message_bus.ts";
import type { Store } from "../../application/store/store.ts";
import { rejectsWith } from "./assertions.ts";
import { eventually, type Inbox, openInbox } from "./message_bus_inbox.ts";
import { count, NUMBERS, SOURCE, teller } from "./messaging_samples.ts";
import type { MessagingCase, MessagingProcess, MessagingScene } from "./messaging_scene.ts";

export const relayCases: readonly MessagingCase[] = [
  { number: 1, does: "[F-5] what is not committed is not told", run: tellsWhatIsCommitted },
  { number: 1, does: "[F-10] a message carries the whole event", run: tellsTheWholeEvent },
  {
    number: 2,
    does: "[F-4] killed between any two steps, every event is told, streams in order",
    run: survivesKills,
  },
  { number: 3, does: "[F-4] while the broker is away the relay waits", run: waits },
  {
    number: 3,
    does: "what fails in a batch is told before later events of its stream",
    run: retries,
  },
  { number: 4, does: "[F-11] of two relays one tells", run: tellsOnce },
  { number: 4, does: "[F-1] what the broker refuses for good parks its stream", run: parks },
];

function listen({ bus }: MessagingScene): Promise<Inbox> {
  return openInbox({ bus, group: "listeners", topics: [NUMBERS] });
}

/** Streams and numbers as they arrived, repetitions left out: `"a1"`. */
function told(inbox: Inbox): readonly string[] {
  const all = inbox.messages().map(({ event }) => `${event.subject}${event.extensions.version}`);
  return [...new Set(all)];
}

async function tellsWhatIsCommitted(scene: MessagingScene): Promise<void> {
  const inbox = await listen(scene);
  const process = await scene.process();
  process.run({ subscriptions: [teller(process)] });
  await count(scene.store, "a");
  const events = [{ type: "Counted", data: { n: 7 } }];
  const appends = [
    { stream: "b", expect: "none", events } as const,
    { stream: "a", expect: 9, events },
  ];
  await rejectsWith(scene.store.commit({ appends }), "store/version-conflict");
  await count(scene.store, "a");

  await eventually("Both are told", () => told(inbox).length === 2);
  assert.deepEqual(told(inbox), ["a1", "a2"]);
}

async function tellsTheWholeEvent(scene: MessagingScene): Promise<void> {
  const inbox = await listen(scene);
  const process = await scene.process();
  process.run({ subscriptions: [teller(process)] });
  const metadata = { correlationId: "c", causationId: "r", traceparent: "00-1-2-01", tenant: "n" };
  const event = { type: "Counted", data: { text: "ü\u0000\ud800" }, metadata };
  await scene.store.commit({ appends: [{ stream: "a", expect: "none", events: [event] }] });
  await eventually("It is told", () => inbox.messages().length > 0);

  const [message] = inbox.messages();
  const { events: [recorded] } = await scene.store.readLog({ after: 0, limit: 1 });
  assert.ok(message && recorded);
  assert.equal(topicOf(message), NUMBERS);
  assert.deepEqual(message.event, {
    id: recorded.id,
    source: SOURCE,
    type: "Counted",
    subject: "a",
    time: recorded.recordedAt,
    extensions: {
      partitionkey: "a",
      position: "1",
      version: "1",
      correlationid: "c",
      causationid: "r",
      traceparent: "00-1-2-01",
      metadata: '{"tenant":"n"}',
    },
    data: event.data,
  });
}

/** Each relay dies a little later than the one before: before a publication, after it, at a commit. */
async function survivesKills(scene: MessagingScene): Promise<void> {
  const inbox = await listen(scene);
  const streams = ["a", "b", "c"];
  let steps = 0;

  function dieAt(process: MessagingProcess, step: number): void {
    const count = () => {
      if (++steps === step) process.kill();
    };
    process.line.onCommit = async (_, send) => {
      count();
      const committed = await send();
      count();
      return committed;
    };
    process.onPublish = async (_, send) => {
      count();
      await send();
      count();
    };
  }

  for (let step = 1; step <= 12; step++) {
    const process = await scene.process();
    steps = 0;
    dieAt(process, step);
    process.run({ subscriptions: [teller(process)] });
    await count(scene.store, ...streams);
    await eventually(`It has died at step ${step}`, () => steps >= step);
  }
  const last = await scene.process();
  last.run({ subscriptions: [teller(last)] });
  await eventually("Everything is told", () => told(inbox).length >= 36);

  for (const stream of streams) {
    const own = told(inbox).filter((at) => at.startsWith(stream));
    assert.deepEqual(own, Array.from({ length: 12 }, (_, index) => `${stream}${index + 1}`));
  }
}

async function waits(scene: MessagingScene): Promise<void> {
  const inbox = await listen(scene);
  const tried: number[] = [];
  let isAway = true;

  async function start(): Promise<MessagingProcess> {
    const process = await scene.process();
    process.onPublish = async (messages, send) => {
      tried.push(messages.length);
      if (isAway) throw new BusUnavailable("it is away");
      await send();
    };
    process.run({ subscriptions: [teller(process)] });
    return process;
  }

  await countMany(scene.store, 50, 30);
  const first = await start();
  await eventually("It has tried again and again", () => tried.length >= 4);
  assert.ok(first.log.entries.some(({ message }) => message.includes("cannot publish yet")));
  await first.stop();
  assert.deepEqual(told(inbox), []);
  const second = await start();
  await eventually("The next one tries", () => tried.length >= 6);
  isAway = false;

  await eventually("Everything is told", () => told(inbox).length === 1500);
  assert.ok(Math.max(...tried) <= 500, `One batch had ${Math.max(...tried)} messages`);
  const letters = await deadLetters({ ...second.ports, store: scene.store }).list({ limit: 1 });
  assert.deepEqual(letters.items, []);
}

/** So many events in each of so many streams, in one commit. */
async function countMany(store: Store, streams: number, each: number): Promise<void> {
  const appends = Array.from({ length: streams }, (_, stream) => ({
    stream: `s${stream}-`,
    expect: "none" as const,
    events: Array.from({ length: each }, () => ({ type: "Counted", data: {} })),
  }));
  await store.commit({ appends });
}

async function retries(scene: MessagingScene): Promise<void> {
  const inbox = await listen(scene);
  const process = await scene.process();
  let failures = 0;
  process.onPublish = async (messages, send) => {
    const ofA = messages.flatMap(({ event }, index) => event.subject === "a" ? [index] : []);
    if (ofA.length === 0 || failures === 2) return await send();
    failures++;
    const rest = messages.filter((_, index) => !ofA.includes(index));
    if (rest.length > 0) await process.ports.bus.publish(rest);
    throw new PublishFailed(ofA.map((index) => ({ index, error: new Error("not now") })));
  };
  await count(scene.store, "a", "b", "a", "b");
  process.run({ subscriptions: [teller(process)] });
  await eventually("Everything is told", () => told(inbox).length === 4);

  assert.equal(failures, 2);
  assert.deepEqual(told(inbox).filter((at) => at.startsWith("a")), ["a1", "a2"]);
}

async function tellsOnce(scene: MessagingScene): Promise<void> {
  const inbox = await listen(scene);
  for (const process of [await scene.process(), await scene.process()]) {
    process.run({ subscriptions: [teller(process)] });
  }
  for (let n = 0; n < 20; n++) await count(scene.store, "a", "b");

  await eventually("Everything is told", () => told(inbox).length === 40);
  assert.equal(inbox.messages().length, 40);
}

async function parks(scene: MessagingScene): Promise<void> {
  const inbox = await listen(scene);
  const process = await scene.process();
  let isMended = false;
  process.onPublish = async (messages, send) => {
    const poison = messages.findIndex(({ event }) => `${event.subject}` === "a");
    if (poison < 0 || isMended) return await send();
    const rest = messages.filter(({ event }) => event.subject !== "a");
    if (rest.length > 0) await process.ports.bus.publish(rest);
    const error = Object.assign(new Error("too large"), { permanent: true });
    const ofA = messages.flatMap(({ event }, index) => event.subject === "a" ? [index] : []);
    throw new PublishFailed(ofA.map((index) => ({ index, error })));
  };
  process.run({ subscriptions: [teller(process)] });
  await count(scene.store, "a", "a", "b", "b");
  const letters = deadLetters({ ...process.ports, store: scene.store });
  await eventually("It is dead", async () => (await letters.list({ limit: 9 })).items.length === 1);
  await eventually("The others are told", () => told(inbox).length === 2);
  assert.deepEqual(told(inbox), ["b1", "b2"]);
  isMended = true;

  const { items: [letter] } = await letters.list({ limit: 9 });
  await letters.redrive(letter?.id ?? "", "ada");
  await eventually("Everything is told", () => told(inbox).length === 4);
  assert.deepEqual(told(inbox), ["b1", "b2", "a1", "a2"]);
}
