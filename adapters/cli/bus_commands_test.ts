import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { value } from "../composition/binding.ts";
import { BUS } from "../composition/tokens.ts";
import { memoryBroker, memoryClock, seededRandom } from "../memory/mod.ts";
import { commandLine } from "./testdata/command_line.ts";

/** A broker in the test's hand. */
function brokerInHand() {
  const broker = memoryBroker({ clock: memoryClock(), random: seededRandom(1) });
  const bus = broker.open();
  return { broker, bus, bind: [value(BUS, bus)], environment: { BUS_URL: "memory:" } };
}

test("bus show tells what waits for whom, to programs as over HTTP", async () => {
  const { bus, ...given } = brokerInHand();
  const late = { signal: AbortSignal.abort() };
  await bus.subscribe({ group: "billing", topics: ["crm.*"] }, () => Promise.resolve(), late);
  await bus.publish([{
    channel: "crm",
    event: { id: "1", source: "/crm", type: "imported", extensions: {} },
  }]);
  await using portico = await commandLine(given);

  const { code, out, errors } = await portico.run("bus", "show");
  const json = await portico.json("bus", "show");

  assertEquals([code, errors], [0, []]);
  assertEquals(out.map((line) => line.replaceAll(/ {2,}/g, " | ")), [
    "given answers",
    "The log was never told",
    "GROUP | TOPICS | TO COME | SET ASIDE | DEAD",
    "customer-import | customers.com.example.customer.imported | not known | 0 | 0",
    "welcome-mail | users.UserRegistered | not known | 0 | 0",
    "order-notices | orders.OrderConfirmed orders.OrderCancelled | not known | 0 | 0",
    "billing | - | 1 | - | -",
  ]);
  assertEquals([json.bus, json.answers, json.relay], ["given", true, null]);
  assertEquals(json.others, [{ group: "billing", waiting: 1 }]);
});

test("bus show says when the broker does not answer, and when there is none", async () => {
  const { broker, ...given } = brokerInHand();
  broker.stop();
  await using portico = await commandLine(given);
  await using without = await commandLine();

  const [stopped] = (await portico.run("bus", "show")).out;
  const none = await without.run("bus", "show");

  assertEquals(stopped, "given does not answer");
  assertEquals(none, { code: 0, out: ["No message bus is bound"], errors: [] });
  assertEquals(await without.json("bus", "show"), { bus: null });
});
