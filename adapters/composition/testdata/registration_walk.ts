/** What registration does over a message bus, whichever it is. */

import { assertEquals } from "@std/assert";
import { subscriptionStatus } from "../../../application/events/subscription_status.ts";
import type { Message } from "../../../application/messaging/message.ts";
import { settle } from "../../conformance/assertions.ts";
import { eventually } from "../../conformance/message_bus_inbox.ts";
import type { RegistrationPlace } from "./registration_place.ts";

/** One step of the walk; each leaves its users behind. */
export interface RegistrationStep {
  readonly does: string;
  readonly run: (place: RegistrationPlace) => Promise<void>;
}

/** All steps, in their order. */
export const registrationWalk: readonly RegistrationStep[] = [
  { does: "who registers while nobody listens is mailed later", run: mailsLater },
  { does: "a mail goes out for each user, from the other process", run: mailsEach },
  { does: "of many registrations of one address one is told", run: mailsOnce },
  { does: "whom another system tells of twice appears once", run: importsOnce },
  { does: "what cannot be imported is a dead letter, and the rest goes on", run: parks },
];

async function mailsLater(place: RegistrationPlace): Promise<void> {
  await register(place, "tony");
  await eventually("It is told", () => isTold(place));
  const before = await place.mailed();
  place.listen();
  await eventually("There is mail", () => areMailed(place));

  assertEquals([before, await place.mailed()], [[], [addressOf("tony")]]);
}

async function mailsEach(place: RegistrationPlace): Promise<void> {
  await Promise.all(["ada", "grace", "edsger"].map((name) => register(place, name)));
  await eventually("All have mail", () => areMailed(place));

  assertEquals(await place.mailed(), await place.registered());
}

async function mailsOnce(place: RegistrationPlace): Promise<void> {
  const { fulfilled } = await settle(Array.from({ length: 20 }, () => register(place, "barbara")));
  await register(place, "donald");
  await eventually("Both have mail", () => areMailed(place));

  assertEquals(fulfilled.length, 1);
  assertEquals(await place.mailed(), await place.registered());
}

async function isTold({ web: { ports, messaging } }: RegistrationPlace): Promise<boolean> {
  const all = await subscriptionStatus(ports.store);
  return all.find(({ name }) => name === messaging.relay)?.behind === 0;
}

async function importsOnce(place: RegistrationPlace): Promise<void> {
  const { bus } = place.web.messaging;
  const frances = imported("1", "frances", addressOf("frances"));
  await bus.publish([frances, frances]);
  await bus.publish([frances, imported("2", "frances", addressOf("jean"))]);
  await eventually("The last is there", () => isRegistered(place, "jean"));
  await eventually("All have mail", () => areMailed(place));

  assertEquals((await place.registered()).filter((email) => /^frances/.test(email)).length, 1);
  assertEquals(await place.mailed(), await place.registered());
}

async function parks(place: RegistrationPlace): Promise<void> {
  const { deadLetters, messaging: { bus } } = place.web;
  await bus.publish([
    imported("3", "kathleen", "not an address"),
    imported("4", "kathleen", addressOf("kathleen")),
    imported("5", "mary", addressOf("mary")),
  ]);
  const letters = async () => (await deadLetters.list({ limit: 9 })).items;
  await eventually("There is a dead letter", async () => (await letters()).length > 0);
  await eventually("Another one is there", () => isRegistered(place, "mary"));
  const [{ id = "", subscription } = {}] = await letters();
  const isEarly = await isRegistered(place, "kathleen");
  await deadLetters.discard(id, "operator");
  await eventually("What waited is there", () => isRegistered(place, "kathleen"));

  assertEquals([subscription, isEarly], ["customer-import.inbox", false]);
  assertEquals(await letters(), []);
}

async function areMailed(place: RegistrationPlace): Promise<boolean> {
  return (await place.mailed()).length === (await place.registered()).length;
}

async function isRegistered(place: RegistrationPlace, name: string): Promise<boolean> {
  return (await place.registered()).includes(addressOf(name));
}

async function register({ web }: RegistrationPlace, name: string): Promise<void> {
  await web.users.register({ name, email: addressOf(name) });
}

function imported(id: string, subject: string, email: string): Message {
  const type = "com.example.customer.imported";
  const data = { name: subject, email };
  const event = { id, source: "/crm.example.com", type, subject, extensions: {}, data };
  return { channel: "customers", event };
}

function addressOf(name: string): string {
  return `${name}@example.org`;
}
