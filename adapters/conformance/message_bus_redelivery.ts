/** Cases of receivers that fail, or take long. */

import assert from "node:assert/strict";
import type { Receive } from "../../application/messaging/message_bus.ts";
import { pause } from "./assertions.ts";
import { idsOf } from "./message_bus_inbox.ts";
import { ids, keysApart, samples, spread } from "./message_bus_samples.ts";
import type { MessageBusCase, MessageBusScene } from "./message_bus_scene.ts";
import { witness } from "./message_bus_witness.ts";

export const redeliveryCases: readonly MessageBusCase[] = [
  {
    number: 5,
    does: "what was refused comes again, before what is later of its key",
    run: comesAgain,
  },
  { number: 5, does: "other keys go on while one is refused", run: goesOn },
  { number: 5, does: "other keys go on while a receiver hangs", run: goesOnBesideHanging },
  { number: 5, does: "what one group refuses, another has", run: isRefusedByOne },
  { number: 5, does: "however a receiver fails, the message comes again", run: failsInAnyWay },
  {
    number: 6,
    does: "when the first three deliveries fail nothing is lost",
    run: outlastsFailures,
  },
  { number: 6, does: "when every message fails at first nothing is lost", run: failsEach },
];

async function comesAgain({ bus, open, listen, untilTaken }: MessageBusScene): Promise<void> {
  const journal: (string | undefined)[] = [];
  const receive: Receive = ({ message }) => {
    journal.push(message?.event.id);
    const isRefused = journal.at(-1) === "m2" && journal.length < 5;
    return isRefused ? Promise.reject(new Error("Not yet")) : Promise.resolve();
  };
  const inboxes = [await listen({ receive }), await listen({ bus: await open(), receive })];

  await bus.publish(samples(3, "m"));

  await untilTaken(["m1", "m2", "m3"], ...inboxes);
  assert.deepEqual(journal, ["m1", "m2", "m2", "m2", "m2", "m3"]);
}

async function goesOn(
  { place, bus, listen, untilTaken, eventually }: MessageBusScene,
): Promise<void> {
  let refuses = true;
  const inbox = await listen({
    receive: ({ message }) =>
      message?.event.id === "m1" && refuses
        ? Promise.reject(new Error("Not yet"))
        : Promise.resolve(),
  });
  const others = keysApart(8, place).flatMap((key) => samples(3, `${key}-`, { key }));

  await bus.publish([...samples(2, "m"), ...others]);

  await untilTaken(ids(others), inbox);
  await eventually("It comes again", () => idsOf(inbox).filter((id) => id === "m1").length > 1);
  assert.equal(idsOf(inbox).includes("m2"), false);
  refuses = false;
  await untilTaken(["m1", "m2"], inbox);
}

async function goesOnBesideHanging(
  { place, bus, listen, untilTaken }: MessageBusScene,
): Promise<void> {
  const gate = Promise.withResolvers<void>();
  const inbox = await listen({
    receive: ({ message }) => message?.event.id === "m1" ? gate.promise : Promise.resolve(),
  });
  const others = keysApart(8, place).flatMap((key) => samples(3, `${key}-`, { key }));

  await bus.publish([...samples(2, "m"), ...others]);

  await untilTaken(ids(others), inbox);
  assert.equal(idsOf(inbox).includes("m2"), false);
  gate.resolve();
  await untilTaken(["m1", "m2"], inbox);
  assert.equal(idsOf(inbox).length, 2 + others.length);
}

async function isRefusedByOne(
  { bus, listen, untilTaken, untilFinished }: MessageBusScene,
): Promise<void> {
  let refuses = true;
  const refusing = await listen({
    group: "refusing",
    receive: () => refuses ? Promise.reject(new Error("No")) : Promise.resolve(),
  });
  const taking = await listen({ group: "taking" });
  const messages = samples(5, "m");

  await bus.publish(messages);

  await untilTaken(ids(messages), taking);
  await untilFinished(bus, "taking");
  assert.deepEqual(idsOf(taking), ids(messages));
  refuses = false;
  await untilTaken(ids(messages), refusing);
}

async function failsInAnyWay({ bus, eventually }: MessageBusScene): Promise<void> {
  const failures: readonly Receive[] = [
    () => {
      throw new Error("At once");
    },
    () => Promise.reject(new Error("Later")),
    () => Promise.reject(undefined),
    () => Promise.reject("no error"),
    () => pause(5).then(() => Promise.reject(Object.freeze({}))),
  ];
  const stopping = new AbortController();
  const arrived: (string | undefined)[] = [];
  let count = 0;
  const { ended } = await bus.subscribe(
    { group: "readers", topics: ["users.*"] },
    (arrival, context) => {
      arrived.push(arrival.message?.event.id);
      return failures[count++]?.(arrival, context) ?? Promise.resolve();
    },
    { signal: stopping.signal },
  );

  await bus.publish(samples(2, "m"));

  await eventually("The second arrives", () => arrived.includes("m2"));
  assert.deepEqual(arrived, [...failures.map(() => "m1"), "m1", "m2"]);
  stopping.abort();
  await ended;
}

async function outlastsFailures(scene: MessageBusScene): Promise<void> {
  let count = 0;
  await failsAtFirst(scene, () => ++count <= 3);
}

async function failsEach(scene: MessageBusScene): Promise<void> {
  const failed = new Set<string>();
  await failsAtFirst(scene, (id) => failed.size < failed.add(id).size);
}

async function failsAtFirst(
  { bus, open, listen, untilTaken }: MessageBusScene,
  isFailing: (id: string) => boolean,
): Promise<void> {
  const { receive, requireOrder, requireOnePlace } = witness(({ message }) =>
    isFailing(message?.event.id ?? "") ? Promise.reject(new Error("At first")) : Promise.resolve()
  );
  const inboxes = [await listen({ receive }), await listen({ bus: await open(), receive })];
  const messages = spread(40, 10);

  await bus.publish(messages);

  await untilTaken(ids(messages), ...inboxes);
  requireOrder(messages);
  requireOnePlace();
}
