/** Cases of the end of subscriptions. */

import assert from "node:assert/strict";
import type { MessageBus, Receive } from "../../application/messaging/message_bus.ts";
import { pause } from "./assertions.ts";
import { idsOf, type Inbox } from "./message_bus_inbox.ts";
import { sample, samples } from "./message_bus_samples.ts";
import type { MessageBusCase, MessageBusScene } from "./message_bus_scene.ts";

export const stoppingCases: readonly MessageBusCase[] = [
  { number: 15, does: "an aborted subscription finishes what it receives", run: aborts },
  { number: 15, does: "a closed bus finishes what it receives", run: closes },
  { number: 15, does: "what fails at the end comes to the next", run: leavesFailed },
  { number: 15, does: "a receiver that hangs is told, and left behind", run: tellsHanging },
  { number: 15, does: "a receiver that hears nothing is left behind", run: leavesDeaf },
  { number: 15, does: "a receiver can end its own subscription", run: endsItself },
  { number: 15, does: "a subscription aborted before it began ends", run: endsBefore },
  { number: 15, does: "the end of a subscription is the end of no other", run: endsAlone },
];

async function aborts(scene: MessageBusScene): Promise<void> {
  await finishes(scene, (inbox) => [inbox.stop()]);
}

async function closes(scene: MessageBusScene): Promise<void> {
  await finishes(scene, ({ ended }, bus) => [ended, bus[Symbol.asyncDispose]()]);
}

async function finishes(
  { bus, open, listen, untilTaken, eventually, within }: MessageBusScene,
  end: (inbox: Inbox, bus: MessageBus) => readonly PromiseLike<void>[],
): Promise<void> {
  const other = await open();
  const gate = Promise.withResolvers<void>();
  const journal: string[] = [];
  const inbox = await listen({
    bus: other,
    receive: async (_, { signal }) => {
      await gate.promise;
      journal.push(signal.aborted ? "given up" : "finished");
    },
  });
  await bus.publish(samples(3, "m"));
  await eventually("The first arrives", () => inbox.arrivals.length > 0);

  const endings = end(inbox, other);
  void Promise.race(endings).then(() => journal.push("ended"));
  await bus.publish([sample("m4")]);
  // Who does not wait has ended by then.
  await pause(50);
  gate.resolve();

  await within("The end", Promise.all(endings));
  assert.deepEqual(journal, ["finished", "ended"]);
  assert.deepEqual(idsOf(inbox), ["m1"]);
  const next = await listen();
  await untilTaken(["m4"], next);
  assert.deepEqual(idsOf(next), ["m2", "m3", "m4"]);
}

async function leavesFailed(
  { bus, open, listen, untilTaken, eventually }: MessageBusScene,
): Promise<void> {
  const gate = Promise.withResolvers<void>();
  const inbox = await listen({ bus: await open(), receive: () => gate.promise });
  await bus.publish(samples(2, "m"));
  await eventually("The first arrives", () => inbox.arrivals.length > 0);

  inbox.abort();
  gate.reject(new Error("Too late"));
  await inbox.stop();

  const next = await listen();
  await untilTaken(["m1", "m2"], next);
  assert.deepEqual(idsOf(inbox), ["m1"]);
  assert.deepEqual(idsOf(next), ["m1", "m2"]);
}

async function tellsHanging(scene: MessageBusScene): Promise<void> {
  await isLeftBehind(scene, async (_, { signal }) => {
    const told = Promise.withResolvers<never>();
    signal.addEventListener("abort", () => told.reject(signal.reason), { once: true });
    await told.promise;
  });
}

async function leavesDeaf(scene: MessageBusScene): Promise<void> {
  await isLeftBehind(scene, () => new Promise(() => {}));
}

async function isLeftBehind(
  { bus, open, listen, untilTaken, eventually, within }: MessageBusScene,
  receive: Receive,
): Promise<void> {
  const other = await open();
  const signals: AbortSignal[] = [];
  const inbox = await listen({
    bus: other,
    receive: async (arrival, context) => {
      signals.push(context.signal);
      await receive(arrival, context);
    },
  });
  await bus.publish(samples(2, "m"));
  await eventually("The first arrives", () => signals.length > 0);

  const closing = Promise.all([other[Symbol.asyncDispose](), inbox.ended]);
  await within("Closing with a receiver that hangs", closing);

  assert.deepEqual(signals.map(({ aborted }) => aborted), [true]);
  const next = await listen();
  await untilTaken(["m1", "m2"], next);
  assert.deepEqual(idsOf(next), ["m1", "m2"]);
}

async function endsItself({ bus, listen, untilTaken, within }: MessageBusScene): Promise<void> {
  const stopping = new AbortController();
  const wanted = { group: "readers", topics: ["users.*"] };
  const receive: Receive = () => Promise.resolve(stopping.abort());
  const { ended } = await bus.subscribe(wanted, receive, { signal: stopping.signal });

  await bus.publish(samples(3, "m"));
  await within("The end", ended);

  const next = await listen();
  await untilTaken(["m2", "m3"], next);
  assert.deepEqual(idsOf(next), ["m2", "m3"]);
}

async function endsBefore({ bus, listen, untilTaken, within }: MessageBusScene): Promise<void> {
  const arrived: unknown[] = [];
  const receive: Receive = (arrival) => Promise.resolve(void arrived.push(arrival));
  const wanted = { group: "readers", topics: ["users.*"] };
  const stopping = new AbortController();

  const first = bus.subscribe(wanted, receive, { signal: AbortSignal.abort() });
  const second = bus.subscribe(wanted, receive, { signal: stopping.signal });
  stopping.abort();

  for (const subscribing of [first, second]) {
    const { ended } = await within("Subscribing", subscribing);
    await within("The end", ended);
  }
  const inbox = await listen();
  await bus.publish([sample("m1")]);
  await untilTaken(["m1"], inbox);
  assert.deepEqual(arrived, []);
}

async function endsAlone({ bus, listen, untilTaken }: MessageBusScene): Promise<void> {
  const [first, second, other] = [
    await listen(),
    await listen(),
    await listen({ group: "writers" }),
  ];

  await first.stop();
  first.abort();
  await bus.publish(samples(5, "m"));

  await untilTaken(["m5"], second);
  await untilTaken(["m5"], other);
  assert.deepEqual([first, second, other].map((each) => idsOf(each).length), [0, 5, 5]);
}
