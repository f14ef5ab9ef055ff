import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { initialStock, OrdersWorld } from "./testdata/orders_world.ts";

/** Reserve, begin, store the id, complete, confirm, write a mail. */
const CONFIRMATION = 6;
/** Look up, refund, release, cancel, write a mail. */
const CANCELLATION = 5;

for (const where of ["before", "after"] as const) {
  for (let call = 1; call <= CONFIRMATION; call++) {
    test(`[H-3] a process that dies ${where} call ${call} of a confirmation leaves one charge`, async () => {
      const world = new OrdersWorld(1);
      const id = await placed(world);
      world.ensureProcess();
      world.cutNextAt(call, where);

      await world.orders.confirm({ id, paymentMethod: "visa" });
      assertEquals(await world.recover(), true);

      assertEquals((await world.orders.get({ id })).status, "confirmed");
      assertEquals(world.payments.charges.length, 1);
      assertEquals(world.stock.find("a")?.available, initialStock.a - 1);
      assertEquals(new Set(world.mails.map(({ idempotencyKey }) => idempotencyKey)).size, 1);
      assertEquals(world.cuts, 1);
      await world.close();
    });
  }

  for (let call = 1; call <= CANCELLATION; call++) {
    test(`[H-4] a process that dies ${where} call ${call} of a cancellation leaves one refund`, async () => {
      const world = new OrdersWorld(1);
      const id = await placed(world);
      world.ensureProcess();
      await world.orders.confirm({ id, paymentMethod: "visa" });
      await world.recover();
      world.cutNextAt(call, where);

      await world.orders.cancel({ id });
      assertEquals(await world.recover(), true);

      const order = await world.orders.get({ id });
      assertEquals(order.status === "cancelled" && order.refund?.paymentId, `pay_${id}_1`);
      assertEquals([world.payments.charges.length, world.payments.refunds.length], [1, 1]);
      assertEquals(world.stock.find("a")?.available, initialStock.a);
      assertEquals(world.cuts, 1);
      await world.close();
    });
  }
}

async function placed({ orders }: OrdersWorld): Promise<string> {
  const { id } = await orders.place({ customerId: "customer123" });
  await orders.addItem({ id, productId: "a", quantity: 1 });
  return id;
}
