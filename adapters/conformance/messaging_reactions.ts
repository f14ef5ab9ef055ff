/** Cases of reactions that are moved between log and bus: 9. */

import assert from "node:assert/strict";
import { type Subscription, subscription } from "../../application/events/subscription.ts";
import { reactionWays } from "../../application/messaging/reaction.ts";
import { moveReactions, type Way } from "../../application/messaging/reaction_turns.ts";
import { pause } from "./assertions.ts";
import { eventually } from "./message_bus_inbox.ts";
import { count, NUMBERS, SOURCE, teller } from "./messaging_samples.ts";
import type { MessagingCase, MessagingProcess, MessagingScene } from "./messaging_scene.ts";

export const reactionCases: readonly MessagingCase[] = [
  { number: 9, does: "[F-14] moved to the bus and back, each event has one effect", run: moves },
  {
    number: 9,
    does: "[F-14] moved at any time, by whoever starts, it leaves nothing out",
    run: agrees,
  },
  { number: 9, does: "effects outside have the same key on both ways", run: keepsKeys },
  { number: 9, does: "what others tell under the same name is not reacted to", run: ignores },
];

type Counted = { readonly type: "Counted"; readonly data: { readonly n: number } };

/** A reaction that notes where it was handled, and under which key. */
function reaction(noted: string[]): Subscription {
  return subscription<Counted>({
    name: "reaction",
    types: ["Counted"],
    handle: ({ stream, version }, { idempotencyKey }) => {
      noted.push(`${stream}${version} ${idempotencyKey}`);
    },
  });
}

async function react(scene: MessagingScene, noted: string[], way: Way): Promise<MessagingProcess> {
  const process = await scene.process();
  const { ports } = process;
  await moveReactions(ports, ["reaction"], way);
  const ways = reactionWays(ports, {
    subscription: reaction(noted),
    topics: [NUMBERS],
    source: SOURCE,
  });
  const subscriptions = [ways.subscription, teller(process)];
  process.run({ subscriptions, consumers: [ways.consumer] });
  return process;
}

async function moves(scene: MessagingScene): Promise<void> {
  const noted: string[] = [];
  let expected = 0;
  for (const way of ["log", "bus", "log", "bus", "bus"] as const) {
    await count(scene.store, "a", "b");
    const process = await react(scene, noted, way);
    await count(scene.store, "a", "b", "c");
    expected += 5;
    await eventually(`All are handled over the ${way}`, () => noted.length >= expected);
    await process.stop();
    // What was committed meanwhile belongs to the way before.
    await count(scene.store, "a");
    expected += 1;
  }
  const last = await react(scene, noted, "log");
  await eventually("All are handled", () => noted.length >= expected);
  await pause(50);
  await last.stop();
  const { events } = await scene.store.readLog({ after: 0, limit: 200 });
  const own = events.filter(({ type }) => type === "Counted");
  const places = noted.map((note) => note.split(" ")[0]);
  assert.deepEqual(places.toSorted(), own.map((e) => `${e.stream}${e.version}`).toSorted());
}

async function agrees(scene: MessagingScene): Promise<void> {
  const noted: string[] = [];
  const stop = new AbortController();
  const counting = countUntil(scene, stop.signal);
  const processes = [await react(scene, noted, "log")];
  for (const way of ["bus", "log", "bus", "log"] as const) {
    processes.push(await react(scene, noted, way));
    const enough = noted.length + 10;
    await eventually(`More is handled over the ${way}`, () => noted.length >= enough);
    if (processes.length > 2) await processes.shift()?.stop();
  }
  stop.abort();
  const counted = await counting;
  await eventually("All are handled", () => noted.length >= counted.length);
  await pause(50);
  for (const process of processes) await process.stop();

  assert.deepEqual(noted.map((note) => note.split(" ")[0]).toSorted(), counted.toSorted());
}

/** Commits events of some streams, one by one; gives what was committed. */
async function countUntil(
  { store }: MessagingScene,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const counted: string[] = [];
  for (let n = 0; !signal.aborted; n++) {
    await count(store, `s${n % 5}-`);
    counted.push(`s${n % 5}-${Math.floor(n / 5) + 1}`);
    await pause(1);
  }
  return counted;
}

async function keepsKeys(scene: MessagingScene): Promise<void> {
  const noted: string[] = [];
  const first = await react(scene, noted, "log");
  await count(scene.store, "a");
  await eventually("It is handled over the log", () => noted.length === 1);
  await first.stop();
  await react(scene, noted, "bus");
  await count(scene.store, "b");
  await eventually("It is handled over the bus", () => noted.length === 2);

  const { events } = await scene.store.readLog({ after: 0, limit: 9, types: ["Counted"] });
  const keys = events.map(({ id, stream }) => `${stream}1 reaction/${id}`);
  assert.deepEqual(noted, keys);
}

async function ignores(scene: MessagingScene): Promise<void> {
  const noted: string[] = [];
  await react(scene, noted, "bus");
  const extensions = { position: "1", version: "1" };
  const time = "2026-01-01T00:00:00.000Z";
  const event = { id: "x", type: "Counted", subject: "a", time, extensions, data: { n: 1 } };
  await scene.bus.publish([{ channel: "numbers", event: { ...event, source: "/other" } }]);
  await count(scene.store, "a");
  await eventually("Ours is handled", () => noted.length > 0);
  await eventually(
    "All are settled",
    async () => (await scene.bus.groups()).every(({ waiting }) => waiting === 0),
  );

  assert.equal(noted.length, 1);
}
