import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { parseCustomerId } from "../../domain/orders/customer_id.ts";
import { type Email, MailUnavailable } from "../mail/send_email.ts";
import { addressInCustomerId, mailCustomer } from "./mail_customer.ts";
import { confirmed, ordersRoom, placed } from "./testdata/orders_room.ts";

test("a customer is written to when the order is confirmed, and when it is cancelled", async () => {
  const room = ordersRoom();
  const id = await placed(room, { prod1: 1, prod3: 3 });
  await room.orders.confirm({ id, paymentMethod: "visa" });
  await room.settle();
  await room.orders.cancel({ id });

  await room.settle();
  await room.settle();

  assertEquals(room.mails, [
    {
      to: "customer456@customers.invalid",
      subject: "Order order-1 is confirmed",
      text: "Hello,\n\nyour order order-1 is confirmed:\n\n1 x Laptop: 999.99 USD\n" +
        "3 x Keyboard: 239.97 USD\n\nTotal, paid: 1239.96 USD\n",
      about: id,
      idempotencyKey: "order-notices/event-6",
    },
    {
      to: "customer456@customers.invalid",
      subject: "Order order-1 is cancelled",
      text: "Hello,\n\nyour order order-1 is cancelled.\n" +
        "All of your money goes back to you: 1239.96 USD.\n",
      about: id,
      idempotencyKey: "order-notices/event-8",
    },
  ]);
});

test("a notice is sent again, the same, until it is taken, whatever has become of the order", async () => {
  const tried: Email[] = [];
  const room = ordersRoom({
    sendEmail: (mail) => {
      tried.push(mail);
      const taken = tried.length >= 3;
      return taken ? Promise.resolve() : Promise.reject(new MailUnavailable(mail.to, "busy"));
    },
  });
  const id = await confirmed(room);
  await room.orders.ship({ id });

  for (let n = 0; n < 5; n++) {
    room.clock.advance(600_000);
    await room.settle();
  }

  assertEquals(tried, [tried[0], tried[0], tried[0]]);
});

test("a customer without an address is not written to", async () => {
  const sent: Email[] = [];
  const notify = mailCustomer({
    sendEmail: (mail) => Promise.resolve(void sent.push(mail)),
    findCustomerAddress: () => Promise.resolve(undefined),
  });
  const room = ordersRoom();
  const order = await room.orders.get({ id: await confirmed(room) });
  const context = { idempotencyKey: "k", signal: new AbortController().signal };

  await notify.confirmed(order, context);

  assertEquals(sent, []);
});

test("addressInCustomerId takes an address as it is, and writes to strangers nowhere", async () => {
  const addresses: Readonly<Record<string, string>> = {
    "ada@example.org": "ada@example.org",
    "customer456": "customer456@customers.invalid",
    "Ada Lovelace": "Ada-Lovelace@customers.invalid",
    "a@b": "a-b@customers.invalid",
    "ada@example.org, eve@example.org": "ada-example-org-eve-example-org@customers.invalid",
    "\u5c0f\u660e": "customer@customers.invalid",
  };

  for (const [customer, address] of Object.entries(addresses)) {
    assertEquals(await addressInCustomerId(parseCustomerId(customer)), address);
  }
  const long = await addressInCustomerId(parseCustomerId("x".repeat(100)));
  assertEquals(long.indexOf("@"), 64);
});
