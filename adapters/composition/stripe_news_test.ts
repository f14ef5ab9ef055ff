import { assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import Stripe from "stripe";
import { drain } from "../../application/events/drain.ts";
import { memoryLog } from "../memory/log.ts";
import { type WebhookProblem, WebhookRefused } from "../stripe/webhook_refused.ts";
import { value } from "./binding.ts";
import { openOrders, type OrdersPlace, WEBHOOK_SECRET } from "./testdata/orders_place.ts";
import { LOG } from "./tokens.ts";

const { webhooks } = new Stripe("sk_test_key");
const { signal } = new AbortController();

describe("news from Stripe", () => {
  it("let an order that waits go on at once", async () => {
    await using place = await openOrders({ payments: "stripe" });
    const id = await confirming(place);

    await deliver(place, eventOf(id));

    assertEquals((await place.application.orders.get({ id })).status, "confirmed");
    assertEquals(await place.kept(id), 29_99);
  });

  it("that come again and out of order take no more money", async () => {
    await using place = await openOrders({ payments: "stripe" });
    const id = await confirming(place);
    const events = [eventOf(id, "succeeded"), eventOf(id, "requires_payment_method")];

    // One that meets another at the gateway fails, and Stripe delivers it again.
    await Promise.allSettled([...events, ...events].map((event) => deliver(place, event)));
    await settled(place);
    for (const event of events.toReversed()) await deliver(place, event);
    await settled(place);

    assertEquals((await place.application.orders.get({ id })).status, "confirmed");
    assertEquals([await place.kept(id), await place.notices(id)], [29_99, ["confirmed"]]);
  });

  it("are not believed: a payment that is not taken confirms nothing", async () => {
    await using place = await openOrders({ payments: "stripe" });
    const id = await confirming(place, "pm_card_chargeDeclined");

    await deliver(place, eventOf(id, "succeeded"));

    assertEquals((await place.application.orders.get({ id })).status, "pending");
    assertEquals(await place.kept(id), 0);
  });

  it("that are forged, old or malformed change nothing", async () => {
    await using place = await openOrders({ payments: "stripe" });
    const id = await confirming(place);
    const before = await place.application.ports.store.head();
    const event = eventOf(id);
    const wrongs: readonly (readonly [WebhookProblem, string])[] = [
      ["forged", await sign(event, { secret: "whsec_other" })],
      ["forged", await sign(eventOf("another"))],
      ["old", await sign(event, { age: 301 })],
      ["malformed", ""],
    ];

    for (const [problem, signature] of wrongs) {
      const error = await assertRejects(() => deliver(place, event, signature), WebhookRefused);
      assertEquals(error.problem, problem);
    }

    assertEquals((await place.application.orders.get({ id })).status, "confirming");
    assertEquals([await place.application.ports.store.head(), await place.kept(id)], [before, 0]);
  });

  it("of orders that are not here are let pass, and so is what is no payment", async () => {
    const log = memoryLog();
    const bind = () => [value(LOG, log)];
    await using place = await openOrders({ payments: "stripe", bind });

    await deliver(place, eventOf("nobody's"));
    await deliver(place, JSON.stringify({ object: "event", id: "evt_2", data: { object: {} } }));

    assertEquals(log.entries.map(({ message, data }) => [message, data.order]), [
      ["a payment is of no order here", "nobody's"],
    ]);
  });
});

async function confirming(place: OrdersPlace, paymentMethod = "pm_card_visa"): Promise<string> {
  const { orders } = place.application;
  const { id } = await orders.place({ customerId: "customer123" });
  await orders.addItem({ id, productId: "prod2", quantity: 1 });
  await orders.confirm({ id, paymentMethod });
  return id;
}

async function settled({ application: { ports, subscriptions } }: OrdersPlace): Promise<void> {
  await drain(ports, subscriptions);
}

async function deliver(place: OrdersPlace, event: string, signature?: string): Promise<void> {
  const { receivePaymentNews } = place.application;
  if (receivePaymentNews === undefined) throw new Error("nobody receives news");
  const body = new TextEncoder().encode(event);
  await receivePaymentNews({ body, signature: signature ?? await sign(event) }, signal);
}

/** Signs as Stripe's own SDK does, some seconds ago. */
function sign(payload: string, { secret = WEBHOOK_SECRET, age = 0 } = {}): Promise<string> {
  const timestamp = Math.floor(Date.now() / 1000) - age;
  return webhooks.generateTestHeaderStringAsync({ payload, secret, timestamp });
}

function eventOf(order: string, status = "succeeded"): string {
  const object = {
    object: "payment_intent",
    id: "pi_1",
    created: 0,
    status,
    cancellation_reason: null,
    last_payment_error: null,
    latest_charge: null,
    metadata: { order, attempt: "1" },
  };
  return JSON.stringify({ object: "event", id: "evt_1", data: { object } });
}
