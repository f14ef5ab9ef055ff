/** Cases of messages that are set aside: 8. */

import assert from "node:assert/strict";
import { type DeadLetters, deadLetters } from "../../application/events/dead_letters.ts";
import type { Message } from "../../application/messaging/message.ts";
import { LimitExceeded } from "../../application/store/errors.ts";
import { eventually } from "./message_bus_inbox.ts";
import { keeper, keptBy, NUMBERS } from "./messaging_samples.ts";
import type { MessagingCase, MessagingProcess, MessagingScene } from "./messaging_scene.ts";

export const asideCases: readonly MessagingCase[] = [
  { number: 8, does: "[F-1] poison is a dead letter that says all, its key waits", run: parks },
  {
    number: 8,
    does: "redriven after a repair, a key goes on in order and runs free again",
    run: redrives,
  },
  { number: 8, does: "discarded, a key goes on without the poison", run: discards },
  {
    number: 8,
    does: "what cannot be read is a dead letter at once, and stops nothing",
    run: unreadable,
  },
  {
    number: 8,
    does: "what the store cannot hold is a dead letter, and stops nothing",
    run: tooLarge,
  },
];

function number(id: string, key: string, n: number): Message {
  const event = {
    id,
    source: "/elsewhere",
    type: "Counted",
    subject: key,
    extensions: {},
    data: { n },
  };
  return { channel: "numbers", event };
}

/** A keeper that fails at the second of `a` until it is mended, and after that waits at the third. */
function fragile() {
  const tried: string[] = [];
  const gate = Promise.withResolvers<void>();
  let isMended = false;
  const handle = async ({ event: { id } }: Message) => {
    tried.push(id);
    if (id === "a2" && !isMended) throw new Error("é poison");
    if (id === "a3" && isMended) await gate.promise;
  };
  const mend = () => void (isMended = true);
  return { consumer: keeper({ handle }), tried, mend, goOn: gate.resolve };
}

function lettersOf(scene: MessagingScene, { ports }: MessagingProcess): DeadLetters {
  return deadLetters({ ...ports, store: scene.store });
}

async function oneLetter(letters: DeadLetters) {
  const list = async () => (await letters.list({ limit: 9 })).items;
  await eventually("There is a dead letter", async () => (await list()).length > 0);
  const [letter] = await list();
  assert.ok(letter);
  return await letters.show(letter.id);
}

const all = [
  number("a1", "a", 1),
  number("b1", "b", 1),
  number("a2", "a", 2),
  number("a3", "a", 3),
];

async function parks(scene: MessagingScene): Promise<void> {
  const process = await scene.process();
  const { consumer, tried } = fragile();
  process.run({ consumers: [consumer] });
  await scene.bus.publish([...all, number("b2", "b", 2)]);
  const letter = await oneLetter(lettersOf(scene, process));

  await eventually(
    "One waits",
    async () => (await lettersOf(scene, process).show(letter.id)).waiting === 1,
  );
  const others = async () => Object(await keptBy(scene.store)).b?.length;
  await eventually("The others are kept", async () => await others() === 2);
  assert.deepEqual(await keptBy(scene.store), { a: [1], b: [1, 2] });
  // Once when it came, and three times since.
  assert.deepEqual(tried.filter((id) => id.startsWith("a")), ["a1", "a2", "a2", "a2", "a2"]);
  const { subscription, stream, error, event: { data } } = letter;
  assert.deepEqual([subscription, stream, error?.message], [
    "keeper.inbox",
    "portico/inbox/keeper/numbers/a",
    "é poison",
  ]);
  const { topic, key, payload } = { ...Object(data) };
  assert.deepEqual([topic, key], [NUMBERS, "a"]);
  assert.deepEqual([payload.id, payload.source, payload.data], ["a2", "/elsewhere", { n: 2 }]);
}

async function redrives(scene: MessagingScene): Promise<void> {
  const process = await scene.process();
  const { consumer, tried, mend, goOn } = fragile();
  process.run({ consumers: [consumer] });
  await scene.bus.publish(all);
  const letters = lettersOf(scene, process);
  const { id } = await oneLetter(letters);
  await scene.bus.publish([number("a4", "a", 4)]);
  mend();
  await letters.redrive(id, "ada");
  await eventually("The third is being handled", () => tried.at(-1) === "a3");
  await scene.bus.publish([number("a5", "a", 5)]);
  await eventually("All are taken", async () => (await scene.bus.groups())[0]?.waiting === 0);
  goOn();

  const kept = async () => Object(await keptBy(scene.store)).a;
  await eventually("All are kept", async () => (await kept()).length === 5);
  const { events: { length } } = await scene.store.readLog({ after: 0, limit: 100 });
  await scene.bus.publish([number("a6", "a", 6)]);
  await eventually("The next is kept", async () => (await kept()).length === 6);
  assert.deepEqual(await kept(), [1, 2, 3, 4, 5, 6]);
  // The sixth has not gone through the log.
  assert.equal((await scene.store.readLog({ after: 0, limit: 100 })).events.length, length);
}

async function discards(scene: MessagingScene): Promise<void> {
  const process = await scene.process();
  process.run({ consumers: [fragile().consumer] });
  await scene.bus.publish(all);
  const letters = lettersOf(scene, process);
  await letters.discard((await oneLetter(letters)).id, "ada");
  await scene.bus.publish([number("a4", "a", 4)]);

  const kept = async () => Object(await keptBy(scene.store)).a;
  await eventually("The others are kept", async () => (await kept()).length === 3);
  assert.deepEqual(await kept(), [1, 3, 4]);
}

async function unreadable(scene: MessagingScene): Promise<void> {
  const process = await scene.process();
  process.run({ consumers: [keeper()] });
  // A version of CloudEvents that nobody has.
  const odd = number("odd", "a", 0);
  await scene.bus.publish([odd, number("a1", "a", 1)].map(forge));
  const { topic, error, payload } = await (async () => {
    const letter = await oneLetter(lettersOf(scene, process));
    return { ...Object(letter.event.data) };
  })();

  await eventually("The next is kept", async () => (await keptBy(scene.store)).a !== undefined);
  assert.deepEqual(await keptBy(scene.store), { a: [1] });
  assert.deepEqual([topic, error.code], ["numbers", "messages/unreadable"]);
  assert.match(atob(payload), /"id":"odd"/);
}

/** An attribute that is no simple value is nothing a CloudEvent can have. */
function forge(message: Message): Message {
  if (message.event.id !== "odd") return message;
  const extensions = JSON.parse('{"partitionkey":"a","odd":{}}');
  return { ...message, event: { ...message.event, extensions } };
}

async function tooLarge(scene: MessagingScene): Promise<void> {
  const process = await scene.process();
  process.line.onCommit = async ({ appends = [] }, send) => {
    const isLarge = appends.some(({ events: [event] }) => Object(event?.data).payload?.id === "a2");
    if (isLarge) throw new LimitExceeded("valueBytes", 9, 10);
    return await send();
  };
  process.run({ consumers: [fragile().consumer] });
  await scene.bus.publish([...all]);
  const { error, event } = await oneLetter(lettersOf(scene, process));

  await eventually("The others are kept", async () => (await keptBy(scene.store)).b !== undefined);
  assert.deepEqual([error?.code, Object(event.data).payload], ["messages/not-kept", null]);
}
