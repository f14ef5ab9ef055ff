import { assertEquals, assertFalse, assertRejects, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { drain } from "../../application/events/drain.ts";
import type { StockOutcome } from "../../application/orders/ports.ts";
import { temporaryFile } from "../sqlite/testdata/temporary_file.ts";
import { value } from "./binding.ts";
import type { Application } from "./application.ts";
import { compose } from "./compose.ts";
import { readConfig } from "./config.ts";
import { RESERVE_STOCK } from "./tokens.ts";

const inMemory = readConfig({ STORE_URL: "memory:" });
const STRIPE = {
  STORE_URL: "memory:",
  PAYMENTS_URL: "stripe:",
  STRIPE_SECRET_KEY: "sk_test_hunter2",
};

describe("orders, as they are put together", () => {
  it("sell what the catalog has, take the money and tell the customer", async () => {
    await using application = await compose(inMemory);
    const { catalog, orders, ports, subscriptions, readMailbox, readLedger } = application;
    await catalog.loadDemo();

    const id = await confirming(application);
    await drain(ports, subscriptions);

    const order = await orders.get({ id });
    const ledger = await readLedger?.({ order: id, limit: 10 });
    const mails = await readMailbox?.({ limit: 10 });
    assertEquals(order.status, "confirmed");
    assertEquals((await catalog.get({ id: "prod1" })).stock, 8);
    assertEquals(ledger?.items.map(({ status, charges }) => [status, charges.length]), [
      ["taken", 1],
    ]);
    assertEquals(mails?.items.map(({ about }) => about), [id]);
  });

  it("keep the books of the simulated gateway in the store", async () => {
    await using file = await temporaryFile();
    const config = readConfig({ STORE_URL: `sqlite:${file.path}` });
    const before = await compose(config);
    await before.catalog.loadDemo();
    const id = await confirming(before);
    await drain(before.ports, before.subscriptions);
    await before[Symbol.asyncDispose]();

    await using after = await compose(config);
    await after.orders.cancel({ id });
    await drain(after.ports, after.subscriptions);

    const ledger = await after.readLedger?.({ order: id, limit: 10 });
    assertEquals((await after.orders.get({ id })).status, "cancelled");
    assertEquals(ledger?.items.map(({ charges, refunds }) => [charges.length, refunds.length]), [
      [1, 1],
    ]);
  });

  it("take a port of the caller's own, one by one", async () => {
    const reserved: string[] = [];
    const reserve = ({ order }: { readonly order: string }): Promise<StockOutcome> => {
      reserved.push(order);
      return Promise.resolve({ status: "out-of-stock", productId: "prod1" });
    };
    await using application = await compose(inMemory, [value(RESERVE_STOCK, reserve)]);
    await application.catalog.loadDemo();

    const id = await confirming(application);
    await drain(application.ports, application.subscriptions);

    assertEquals([(await application.orders.get({ id })).status, reserved], ["pending", [id]]);
    assertEquals((await application.catalog.get({ id: "prod1" })).stock, 10);
  });

  for (const scheme of ["memory", "sqlite"] as const) {
    it(`[H-7] over ${scheme}, a hundred confirm the last ten units: ten do, nobody else pays`, async () => {
      await using file = await temporaryFile();
      const STORE_URL = scheme === "memory" ? "memory:" : `sqlite:${file.path}`;
      await using application = await compose(readConfig({ STORE_URL }));
      const { catalog, orders, ports, subscriptions, readLedger } = application;
      await catalog.loadDemo();
      const ids = await Promise.all(Array.from({ length: 100 }, () => filled(application, 1)));

      await Promise.all(ids.map((id) => orders.confirm({ id, paymentMethod: "pm_card_visa" })));
      await drain(ports, subscriptions);

      const all = await Promise.all(ids.map((id) => orders.get({ id })));
      const confirmed = all.filter(({ status }) => status === "confirmed");
      const refused = all.filter((order) =>
        order.status === "pending" && order.lastPayment?.status === "out-of-stock"
      );
      assertEquals([confirmed.length, refused.length], [10, 90]);
      assertEquals((await catalog.get({ id: "prod1" })).stock, 0);
      const books = await readLedger?.({ limit: 100 });
      const charged = books?.items.map(({ order, charges }) => [order, charges.length]);
      assertEquals(charged?.toSorted(), confirmed.map(({ id }) => [id as string, 1]).toSorted());
    });
  }

  it("know no product that the catalog does not have", async () => {
    await using application = await compose(inMemory);
    const { id } = await application.orders.place({ customerId: "customer123" });

    await assertRejects(
      () => application.orders.addItem({ id, productId: "prod1", quantity: 1 }),
      Error,
      "Product not found",
    );
  });

  it("have Stripe behind them without a secret in sight", async () => {
    const url = "https://operator:hunter2@shop.example.org";
    await using application = await compose(readConfig({ ...STRIPE, CATALOG_URL: url }));

    const wiring = application.wiring.map(({ port, adapter }) => `${port} ${adapter}`).join("\n");

    assertStringIncludes(wiring, "PaymentGateway stripe:");
    assertStringIncludes(wiring, "Selling https://shop.example.org");
    assertFalse(wiring.includes("hunter2"));
    assertEquals([application.readLedger, application.receivePaymentNews], [undefined, undefined]);
  });

  it("hear from Stripe once there is a secret to check with", async () => {
    const config = readConfig({ ...STRIPE, STRIPE_WEBHOOK_SECRET: "whsec_1" });
    await using application = await compose(config);
    const delivery = { body: new TextEncoder().encode("{}"), signature: "t=1,v1=00" };

    const error = await assertRejects(
      () => Promise.resolve(application.receivePaymentNews?.(delivery, AbortSignal.timeout(5000))),
      Error,
    );

    assertStringIncludes(error.message, "Cannot accept the delivery");
  });
});

/** Places an order of two laptops and asks for its confirmation. */
async function confirming(application: Application): Promise<string> {
  const id = await filled(application, 2);
  await application.orders.confirm({ id, paymentMethod: "pm_card_visa" });
  return id;
}

/** Places an order of some laptops. */
async function filled({ orders }: Application, quantity: number): Promise<string> {
  const { id } = await orders.place({ customerId: "customer123" });
  await orders.addItem({ id, productId: "prod1", quantity });
  return id;
}
