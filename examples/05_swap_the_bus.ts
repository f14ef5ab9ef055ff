/**
 * Registration over a message bus, between two processes and with another system. Run with
 * `deno run -A examples/05_swap_the_bus.ts`, which keeps all in memory; BUS_URL moves the same lines
 * to NATS, Redis or Kafka.
 */

import { type CloudEvent, consume, moveReactions, runSubscriptions } from "@portico/core";
import {
  type Application,
  BUS,
  compose,
  LOG,
  type Messaging,
  readConfig,
  STORE,
  value,
} from "@portico/core/composition";
import { silentLog } from "@portico/core/system";

const BUS_URL = Deno.env.get("BUS_URL") ?? "memory:";
const config = readConfig({ STORE_URL: "memory:", BUS_URL, REACTIONS: "bus" });
const quiet = value(LOG, silentLog());

// Two applications, as two processes have them: they share a store and a broker, and nothing else.
await using web = await compose(config, [quiet]);
const { store } = web.ports;
const { bus } = messagingOf(web);
const shared = BUS_URL === "memory:" ? [value(BUS, bus)] : [];
await using worker = await compose(config, [quiet, value(STORE, store), ...shared]);

// Mails follow from messages from now on. One process tells the log, the other one listens.
await moveReactions(web.ports, web.reactions.names, web.reactions.way);
const stop = new AbortController();
const running = Promise.all([
  runSubscriptions(web.ports, web.subscriptions, stop),
  consume({ ...worker.ports, ...messagingOf(worker) }, messagingOf(worker).consumers, stop),
]);

console.log("One process registers a user:");
await web.users.register({ name: "Ada Lovelace", email: "ada@example.com" });
await usersAre(1);

console.log("\nThe other one hears of it, and sends the mail:");
const mails = async () => (await worker.readMailbox?.({ limit: 10 }))?.items ?? [];
await until(async () => (await mails()).length > 0);
for (const { to, subject } of await mails()) console.log(`${to}: ${subject}`);

console.log("\nAnother system tells of a customer, and to be sure tells it twice:");
const grace = imported("1", "grace", { name: "Grace Hopper", email: "grace@example.com" });
await bus.publish([grace, grace]);
await usersAre(2);

console.log("\nIt tells of one that nobody can register, and then of a correction:");
await bus.publish([
  imported("2", "edsger", { name: "Edsger Dijkstra", email: "not an address" }),
  imported("3", "edsger", { name: "Edsger Dijkstra", email: "edsger@example.com" }),
]);
const letters = async () => (await web.deadLetters.list({ limit: 10 })).items;
await until(async () => (await letters()).length > 0);
const [letter] = await letters();
if (letter === undefined) throw new Error("There is no dead letter");
console.log(`${letter.subscription}: ${letter.error?.message}`);
await until(async () => (await web.deadLetters.show(letter.id)).waiting > 0);
console.log("The correction waits behind it.");

console.log("\nAn operator discards it, and what waited goes on:");
await web.deadLetters.discard(letter.id, "operator");
await usersAre(3);

stop.abort();
await running;

function messagingOf({ messaging }: Application): Messaging {
  if (messaging === undefined) throw new Error("There is no bus");
  return messaging;
}

/** A message of the other system. */
function imported(id: string, subject: string, data: { name: string; email: string }) {
  const type = "com.example.customer.imported";
  const event: CloudEvent = { id, source: "/crm.example.com", type, subject, extensions: {}, data };
  return { channel: "customers", event };
}

/** Waits until there are so many users, and shows them. */
async function usersAre(count: number): Promise<void> {
  const users = async () => (await web.users.list({ limit: 10 })).items;
  await until(async () => (await users()).length >= count);
  for (const { name, email } of await users()) console.log(`${name} <${email}>`);
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!await holds()) await web.ports.clock.sleep(10);
}
