import { assertEquals, assertMatch } from "@std/assert";
import { type CommandLine, commandLine } from "./testdata/command_line.ts";

/** A shop with the demo products. */
async function shop(): Promise<CommandLine> {
  const portico = await commandLine();
  await portico.run("products", "load-demo");
  return portico;
}

/** Places an order of so many laptops. */
async function placed(portico: CommandLine, laptops = 1): Promise<string> {
  const id = await portico.line("orders", "create", "--customer", "customer456", "--id");
  if (laptops > 0) {
    await portico.run("orders", "add-item", id, "prod1", "--quantity", String(laptops));
  }
  return id;
}

async function confirm(portico: CommandLine, id: string, method = "pm_card_visa") {
  return await portico.run("orders", "confirm", id, "--payment-method", method);
}

async function stockOf(portico: CommandLine): Promise<number> {
  return (await portico.json("products", "get", "prod1")).stock;
}

Deno.test("orders create and add-item show the order with its items", async () => {
  await using portico = await shop();

  const { out: [_, empty] } = await portico.run("orders", "create", "--customer", "customer456");
  const [id = ""] = empty?.split(" ") ?? [];
  await portico.run("orders", "add-item", id, "prod3", "--quantity", "3");
  const { out } = await portico.run("orders", "add-item", id, "prod1");

  assertMatch(empty ?? "", / {2}customer456 {2}pending {2}0 +0\.00 USD /);
  assertEquals(out.slice(1).map((line) => line.replace(/ +/g, " ").replace(/ \d+$/, "")), [
    `${id} customer456 pending 2 1239.96 USD`,
    "",
    "PRODUCT NAME QUANTITY UNIT PRICE LINE TOTAL",
    "prod3 Keyboard 3 79.99 USD 239.97 USD",
    "prod1 Laptop 1 999.99 USD 999.99 USD",
  ]);
});

Deno.test("an order goes all the way, and nobody else has to run anything", async () => {
  await using portico = await shop();
  const id = await placed(portico, 2);

  const confirmed = await confirm(portico, id);
  const mails = await portico.json("mailbox", "list");
  const shipped = await portico.json("orders", "ship", id);
  const delivered = await portico.json("orders", "deliver", id);

  assertEquals([confirmed.code, confirmed.errors], [0, []]);
  assertMatch(confirmed.out[1] ?? "", / confirmed /);
  assertEquals(confirmed.out.at(-1), `Payment: pay_${id}_1`);
  assertEquals(mails.items[0].subject, `Order ${id} is confirmed`);
  assertEquals([shipped.status, delivered.status], ["shipped", "delivered"]);
  assertEquals(await stockOf(portico), 8);
});

Deno.test("orders are listed and found by customer, and items taken out again", async () => {
  await using portico = await shop();
  const id = await placed(portico);
  await portico.run("orders", "create", "--customer", "customer123");

  const emptied = await portico.json("orders", "remove-item", id, "prod1");
  const all = await portico.json("orders", "list");
  const found = await portico.json("orders", "find", "--customer", "customer456");
  const none = await portico.run("orders", "list", "--customer", "nobody");

  assertEquals([emptied.items, emptied.total.amount], [[], 0]);
  assertEquals(all.items.length, 2);
  assertEquals(found.items, [await portico.json("orders", "get", id)]);
  assertEquals(none.out, ["There are no orders"]);
});

Deno.test("a declined payment is an error, and the order is pending again with the reason", async () => {
  await using portico = await shop();
  const id = await placed(portico);

  const declined = await confirm(portico, id, "pm_card_chargeDeclined");
  const { out } = await portico.run("orders", "get", id);
  const again = await confirm(portico, id);

  assertEquals(declined, {
    code: 1,
    out: [],
    errors: [
      `Cannot confirm the order "${id}": Payment processing failed: The card was declined`,
    ],
  });
  assertEquals(out.at(-1), "Not confirmed: Payment processing failed: The card was declined");
  assertEquals([again.code, await stockOf(portico)], [0, 9]);
});

Deno.test("too little stock is an error, and nobody is charged", async () => {
  await using portico = await shop();
  const id = await placed(portico, 10);
  await portico.run("products", "set-stock", "prod1", "9");

  const { code, out, errors } = await confirm(portico, id);

  const ledger = await portico.application.readLedger?.({ order: id, limit: 10 });
  assertEquals([code, out, ledger?.items], [1, [], []]);
  assertMatch(errors.join(), /: Product not available in requested quantity$/);
});

Deno.test("orders cancel waits until money and stock are given back; again changes nothing", async () => {
  await using portico = await shop();
  const id = await placed(portico);
  await confirm(portico, id);

  const cancelled = await portico.json("orders", "cancel", id);
  const again = await portico.json("orders", "cancel", id);

  assertEquals([cancelled.status, cancelled.refund.status], ["cancelled", "refunded"]);
  assertEquals([again, await stockOf(portico)], [cancelled, 10]);
});

Deno.test("a refund that the gateway refuses is shown, and the order is not cancelled yet", async () => {
  await using portico = await shop();
  const id = await placed(portico);
  await confirm(portico, id, "pm_card_refundFail");

  const { code, out, errors } = await portico.run("orders", "cancel", id);

  assertEquals(code, 0);
  assertMatch(out[1] ?? "", / cancelling /);
  assertMatch(out.at(-1) ?? "", /^Not refunded: Refund processing failed: /);
  assertMatch(errors.join(), /^Not all that follows is done yet/);
});

Deno.test("a payment in doubt is shown as it is, and judged by a person", async () => {
  await using portico = await shop();
  const [one, other] = [await placed(portico), await placed(portico)];

  const hanging = await confirm(portico, one, "pm_card_processing");
  await confirm(portico, other, "pm_card_processing");
  const asked = await portico.run("orders", "check-payment", one);
  const accepted = await portico.json("orders", "accept-payment", one, "--as", "grace");
  const abandoned = await portico.json("orders", "abandon-payment", other, "--as", "grace");
  const { items } = await portico.json("events", "list", "--limit", "200");

  assertEquals(hanging.code, 0);
  assertMatch(hanging.out[1] ?? "", / confirming /);
  assertMatch(hanging.errors.join(), /^Not all that follows is done yet/);
  assertEquals([asked.code, asked.out], [1, []]);
  assertMatch(asked.errors.join(), /Cannot tell what becomes of the payment/);
  assertEquals([accepted.status, abandoned.status], ["confirmed", "pending"]);
  assertEquals(abandoned.lastPayment.status, "abandoned");
  const judged = items.filter(({ data }: { readonly data: unknown }) =>
    JSON.stringify(data).includes('"grace"')
  );
  assertEquals(judged.length, 2);
});

Deno.test("orders check-payment does what follows from the gateway's answer", async () => {
  await using portico = await shop();
  const { orders } = portico.application;
  const id = await placed(portico);
  await orders.confirm({ id, paymentMethod: "pm_card_visa" });

  const checked = await portico.json("orders", "check-payment", id, "--attempt", "1");
  const nothing = await portico.json("orders", "check-payment", id);

  assertEquals([checked.status, nothing], ["confirmed", checked]);
});

Deno.test("what is wrong with orders is told on standard error", async () => {
  await using portico = await shop();
  const [empty, id, sent] = [
    await placed(portico, 0),
    await placed(portico),
    await placed(portico),
  ];
  await confirm(portico, sent);
  await portico.run("orders", "ship", sent);
  const add = ["add-item", id, "prod1", "--quantity"];
  const pay = ["--payment-method", "pm_card_visa"];

  for (
    const [args, expected, error] of [
      [["create", "--customer", ""], 2, /customerId must not be blank/],
      [["create", "--customer", " \t "], 2, /customerId must not be blank/],
      [[...add, "0"], 2, /quantity must be a whole number from 1/],
      [[...add, "-1"], 2, /quantity must be a whole number from 1/],
      [[...add, "1.5"], 2, /quantity must be a whole number from 1/],
      [[...add, "1e1"], 2, /quantity must be a whole number from 1/],
      [[...add, "99999999999999999999"], 2, /quantity must be a whole number from 1/],
      [[...add, "many"], 2, /quantity must be a whole number from 1/],
      [[...add, "11"], 1, /Product not available in requested quantity/],
      [["add-item", id, "nothing"], 1, /Product not found/],
      [["add-item", "nothing", "prod1"], 1, /Order not found/],
      [["add-item", sent, "prod1"], 1, /Cannot modify non-pending order/],
      [["remove-item", id, "prod2"], 1, /Item not found in order/],
      [["remove-item", "nothing", "prod1"], 1, /Order not found/],
      [["confirm", empty, ...pay], 1, /Cannot confirm empty order/],
      [["confirm", sent, ...pay], 1, /Order is not in pending status/],
      [["confirm", "nothing", ...pay], 1, /Order not found/],
      [["confirm", id, "--payment-method", " "], 2, /paymentMethod must not be blank/],
      [["cancel", sent], 1, /Cannot cancel shipped or delivered order/],
      [["cancel", "nothing"], 1, /Order not found/],
      [["ship", id], 1, /it is pending, not confirmed/],
      [["deliver", id], 1, /it is pending, not shipped/],
      [["accept-payment", id], 1, /none is in doubt/],
      [["abandon-payment", id], 1, /none is in doubt/],
      [["abandon-payment", id, "--as", " "], 2, /operator must not be blank/],
      [["check-payment", "nothing"], 1, /Order not found/],
      [["check-payment", id, "--attempt", "0"], 2, /must be a whole number from 1/],
      [["check-payment", id, "--attempt", "first"], 2, /must be a whole number from 1/],
      [["get", "\u0000"], 1, /Order not found/],
      [["list", "--customer", " "], 2, /customerId must not be blank/],
      [["list", "--after", "never-given"], 2, /the cursor is not one of this query/],
    ] as const
  ) {
    const { code, out, errors } = await portico.run("orders", ...args);
    assertEquals([args, code, out, errors.length], [args, expected, [], 1]);
    assertMatch(errors[0] ?? "", error);
  }
  assertEquals((await portico.json("orders", "get", id)).items[0].quantity, 1);
});
