import { assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import fc from "fast-check";
import Stripe from "stripe";
import { InvalidInput } from "../../domain/kernel/errors.ts";
import { readStripeWebhook, type StripeNotice } from "./webhook.ts";
import { type WebhookProblem, WebhookRefused } from "./webhook_refused.ts";

const { webhooks } = new Stripe("sk_test_key");
const secret = "whsec_test";
const now = Date.UTC(2026, 0, 1);
const seconds = now / 1000;

const intent = {
  object: "payment_intent",
  id: "pi_1",
  created: seconds,
  amount: 11_999,
  status: "succeeded",
  cancellation_reason: null,
  last_payment_error: null,
  latest_charge: "ch_1",
  metadata: { order: "Zoë's", attempt: "2", purpose: "ab" },
};
const text = eventOf(intent);
const taken: StripeNotice = {
  eventId: "evt_1",
  payment: { id: "pi_1", status: "taken" },
  purpose: { order: "Zoë's", attempt: 2 },
};

test("readStripeWebhook reads what Stripe's own SDK has signed", async () => {
  assertEquals(await read(text, await sign(text)), taken);
});

test("readStripeWebhook accepts what the SDK accepts, whatever the body", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary", minLength: 1 }), async (note) => {
      const body = eventOf({ ...intent, note });
      const header = await sign(body);
      await webhooks.constructEventAsync(body, header, secret, 300, undefined, now);
      assertEquals(await read(body, header), taken);
    }),
    { numRuns: 25 },
  );
});

test("readStripeWebhook says what each event means for a payment", async () => {
  const last_payment_error = { type: "card_error", message: "Declined" };
  const failed = { ...intent, last_payment_error };
  const charge = { object: "charge", id: "ch_1", payment_intent: "pi_1", paid: true, metadata: {} };
  const refund = { object: "refund", id: "re_1", payment_intent: "pi_1" };
  const events: [object, StripeNotice["payment"]][] = [
    [{ ...failed, status: "requires_payment_method" }, {
      id: "pi_1",
      status: "begun",
      reason: "Declined",
    }],
    [{ ...failed, status: "canceled", cancellation_reason: "abandoned" }, {
      id: "pi_1",
      status: "declined",
      reason: "Declined",
    }],
    [{ ...intent, status: "canceled" }, { id: "pi_1", status: "cancelled" }],
    [{ ...intent, status: "processing" }, { id: "pi_1", status: "processing" }],
    [{ ...charge, refunded: true }, { id: "pi_1", status: "refunded" }],
    [{ ...charge, refunded: false }, { id: "pi_1", status: "taken" }],
    [{ ...refund, status: "pending" }, { id: "pi_1", status: "refunded" }],
    [{ ...refund, status: "failed" }, { id: "pi_1", status: "taken" }],
    [{ ...charge, paid: false, refunded: false }, undefined],
    [{ object: "customer", id: "cus_1" }, undefined],
  ];

  for (const [object, payment] of events) {
    const body = eventOf(object);
    assertEquals((await read(body, await sign(body))).payment, payment, JSON.stringify(object));
  }
});

test("readStripeWebhook gives the same event again when it is delivered again", async () => {
  const [first, again] = [await sign(text, seconds - 200), await sign(text, seconds)];

  assertNotEquals(first, again);
  assertEquals(await read(text, first), await read(text, again));
});

test("readStripeWebhook believes no body that differs by one bit", async () => {
  const header = await sign(text);
  const bytes = new TextEncoder().encode(text);

  for (let index = 0; index < bytes.length; index++) {
    const changed = bytes.map((byte, at) => at === index ? byte ^ (1 << (index % 8)) : byte);
    await isRefused("forged", changed, header);
  }
  await isRefused("forged", text + " ", header);
  await isRefused("forged", `\ufeff${text}`, header);
  await isRefused("forged", JSON.stringify(JSON.parse(text), undefined, 2), header);
  await isRefused("forged", "", header);
});

test("readStripeWebhook tells bytes apart that decode to the same text", async () => {
  const body = eventOf({ ...intent, note: "\ufffd" });
  const header = await sign(body);
  const bytes = [...new TextEncoder().encode(body)];
  const at = bytes.indexOf(0xef);
  const changed = Uint8Array.from([...bytes.slice(0, at), 0xff, ...bytes.slice(at + 3)]);

  assertEquals(new TextDecoder().decode(changed), body);
  await isRefused("forged", changed, header);
});

test("readStripeWebhook believes no signature of another secret, time or body", async () => {
  const other = eventOf({ ...intent, id: "pi_2" });
  const header = await sign(text);

  await isRefused("forged", text, await sign(text, seconds, "whsec_other"));
  await isRefused("forged", other, header);
  await isRefused("forged", text, header.replace(/t=\d+/, `t=${seconds + 1}`));
  await isRefused("forged", text, header.replace(/v1=../, "v1=00"));
});

test("readStripeWebhook refuses what was signed long ago, or in the future", async () => {
  assertEquals(await read(text, await sign(text, seconds - 300)), taken);
  assertEquals(await read(text, await sign(text, seconds + 300)), taken);
  await isRefused("old", text, await sign(text, seconds - 301));
  await isRefused("old", text, await sign(text, seconds + 301));

  const strict = { secret, now, tolerance: 10 };
  const delivery = deliveryOf(text, await sign(text, seconds - 11));
  await assertRejects(() => readStripeWebhook(delivery, strict), WebhookRefused, "10 seconds");
});

test("readStripeWebhook takes one good signature among several, in any order", async () => {
  const [time, good] = (await sign(text)).split(",");
  const [, other] = (await sign(text, seconds, "whsec_old")).split(",");
  const [, weak] = (await sign(text, seconds, secret, "v0")).split(",");

  for (const header of [[time, other, good], [time, good, other], [good, weak, time]]) {
    assertEquals(await read(text, header.join()), taken);
    assertEquals(await read(text, header.join(", ")), taken);
  }
  await isRefused("forged", text, [time, other, weak].join());
});

test("readStripeWebhook refuses headers that Stripe does not send", async () => {
  const [time = "", good = ""] = (await sign(text)).split(",");
  const weak = await sign(text, seconds, secret, "v0");
  const headers = [
    null,
    undefined,
    "",
    "nonsense",
    time,
    good,
    weak,
    `${time},v1=`,
    `${time},${good}00`,
    `${time},${good.toUpperCase()}`,
    `t=,${good}`,
    `t=soon,${good}`,
    `t=-1,${good}`,
    `t=NaN,${good}`,
    `${time}x,${good}`,
    `${time},t=1,${good}`,
  ];

  for (const header of headers) await isRefused("malformed", text, header);
});

test("readStripeWebhook refuses signed bodies that are no event", async () => {
  const bodies = ["{}", "null", "[]", "no JSON", '{"object":"event","id":""}', text.slice(1)];

  for (const body of bodies) await isRefused("malformed", body, await sign(body));
});

test("readStripeWebhook checks nothing against a blank secret", async () => {
  const delivery = deliveryOf(text, await sign(text));

  for (const blank of ["", " \n"]) {
    await assertRejects(() => readStripeWebhook(delivery, { secret: blank, now }), InvalidInput);
  }
});

function eventOf(object: object): string {
  return JSON.stringify({ object: "event", id: "evt_1", type: "any", data: { object } });
}

function sign(payload: string, timestamp = seconds, key = secret, scheme = "v1"): Promise<string> {
  return webhooks.generateTestHeaderStringAsync({ payload, secret: key, timestamp, scheme });
}

function deliveryOf(body: string | Uint8Array, signature: string | null | undefined) {
  return { body: typeof body === "string" ? new TextEncoder().encode(body) : body, signature };
}

function read(body: string, signature: string): Promise<StripeNotice> {
  return readStripeWebhook(deliveryOf(body, signature), { secret, now });
}

async function isRefused(
  problem: WebhookProblem,
  body: string | Uint8Array,
  signature: string | null | undefined,
): Promise<void> {
  const error = await assertRejects(
    () => readStripeWebhook(deliveryOf(body, signature), { secret, now }),
    WebhookRefused,
  );
  assertEquals(error.problem, problem, `${signature}`);
}
