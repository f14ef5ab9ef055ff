/** Cases of a broker that stops and starts. */

import assert from "node:assert/strict";
import { isDomainError } from "../../domain/kernel/errors.ts";
import { pause, rejectsWith } from "./assertions.ts";
import { startLoad } from "./message_bus_load.ts";
import { ids, keysApart, sample, samples } from "./message_bus_samples.ts";
import type { MessageBusCase, MessageBusScene } from "./message_bus_scene.ts";
import { witness } from "./message_bus_witness.ts";

const needs = "outages";

export const outageCases: readonly MessageBusCase[] = [
  { number: 12, does: "a broker that stops under load loses nothing", needs, run: losesNothing },
  { number: 12, does: "what was published before a stop is there after it", needs, run: keeps },
  { number: 12, does: "every call to a stopped broker is answered", needs, run: answers },
  { number: 12, does: "what is received as the broker stops is not lost", needs, run: finishes },
  { number: 12, does: "a bus can be closed without its broker", needs, run: closes },
];

async function losesNothing(scene: MessageBusScene): Promise<void> {
  const { bus, open, listen, untilTaken, untilFinished } = scene;
  const { receive, requireOrder } = witness(() => pause(1));
  const inboxes = [await listen({ receive }), await listen({ bus: await open(), receive })];
  const load = startLoad(await open(), scene);
  await using _ = load;

  for (let stops = 0; stops < 2; stops++) {
    await load.untilTaken(100);
    await whileStopped(scene, () => load.untilRefused());
  }
  await load.untilTaken(100);
  await load[Symbol.asyncDispose]();

  await untilTaken(ids(load.sent), ...inboxes);
  requireOrder(load.sent);
  await untilFinished(bus, "readers");
}

async function keeps(scene: MessageBusScene): Promise<void> {
  const { bus, listen, untilTaken } = scene;
  await (await listen()).stop();
  const messages = samples(200, "m");
  await bus.publish(messages);

  await whileStopped(scene, () => Promise.resolve());

  await untilBack(scene);
  const { receive, requireOrder } = witness();
  await untilTaken(ids(messages), await listen({ receive }));
  requireOrder(messages);
}

async function answers(scene: MessageBusScene): Promise<void> {
  const { bus, listen, untilTaken, within } = scene;
  const inbox = await listen();
  const refused: unknown[] = [];
  const receive = (arrival: unknown) => Promise.resolve(void refused.push(arrival));

  await whileStopped(scene, async () => {
    const publishing = bus.publish([sample("m1")]).catch((error) => error);
    const error = await within("Publishing to a stopped broker", publishing);
    const codes = ["bus/unavailable", "bus/publish-failed"];
    assert.ok(isDomainError(error) && codes.includes(error.code), `Got ${error}`);
    const asking = rejectsWith(bus.groups(), "bus/unavailable");
    await within("Asking a stopped broker", asking);
    await rejectsWith(listen({ receive }), "bus/unavailable");
  });

  await untilBack(scene);
  // A subscription that was refused and begins all the same has begun by then.
  await pause(100);
  const messages = keysApart(10).map((key) => sample(key, { key }));
  await bus.publish(messages);
  await untilTaken(ids(messages), inbox);
  assert.deepEqual(refused, []);
}

async function finishes(scene: MessageBusScene): Promise<void> {
  const { bus, listen, untilTaken, untilFinished, eventually } = scene;
  const gate = Promise.withResolvers<void>();
  const { receive, requireOrder } = witness(() => gate.promise);
  const inbox = await listen({ receive });
  const messages = samples(20, "m");
  await bus.publish(messages);
  await eventually("The first arrives", () => inbox.arrivals.length > 0);

  await whileStopped(scene, async () => {
    gate.resolve();
    await eventually("The first is taken", () => inbox.taken.length > 0);
  });

  await untilTaken(ids(messages), inbox);
  requireOrder(messages);
  await untilBack(scene);
  await untilFinished(bus, "readers");
}

async function closes(scene: MessageBusScene): Promise<void> {
  const { bus, open, listen, untilTaken, eventually, within } = scene;
  const other = await open();
  const inbox = await listen({ bus: other, receive: () => Promise.reject(new Error("No")) });
  const messages = samples(20, "m");
  await bus.publish(messages);
  await eventually("The first arrives", () => inbox.arrivals.length > 0);

  await whileStopped(scene, async () => {
    const closing = Promise.all([other[Symbol.asyncDispose](), inbox.ended]);
    await within("Closing without the broker", closing);
  });

  await untilBack(scene);
  await untilTaken(ids(messages), await listen());
}

async function whileStopped(
  { place: { broker } }: MessageBusScene,
  run: () => Promise<void>,
): Promise<void> {
  assert.ok(broker, "A place of a technology with `outages` has a `broker`");
  await broker.stop();
  try {
    await run();
  } finally {
    await broker.start();
  }
}

/** Waits until a bus has found its broker again. */
async function untilBack({ bus, eventually }: MessageBusScene): Promise<void> {
  await eventually("The bus is back", () => bus.groups().then(() => true, () => false));
}
