import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { sqliteStore } from "../../adapters/sqlite/store.ts";
import { temporaryFile } from "../../adapters/sqlite/testdata/temporary_file.ts";
import { randomIds, systemRandom } from "../../adapters/system/chance.ts";
import { systemClock } from "../../adapters/system/clock.ts";
import type { Json } from "../../domain/kernel/json.ts";
import { EventFromTheFuture, InvalidEvent } from "../events/codec.ts";
import { StoreUnavailable } from "../store/errors.ts";
import type { Recorded, Store } from "../store/store.ts";
import { orderCodec } from "./order_codec.ts";
import { parseOrder } from "./order_document.ts";
import { orderRepository } from "./order_repository.ts";
import { confirmed, confirming, ordersRoom, placed } from "./testdata/orders_room.ts";

test("orderCodec reads every event that a store was given", async () => {
  const room = ordersRoom();
  const gone = await confirmed(room);
  await room.orders.removeItem({ id: await placed(room), productId: "prod2" });
  await confirming(room, "decline");
  const hanging = await confirming(room, "process");
  await room.settle();
  room.payments.refusesRefunds = true;
  await room.orders.cancel({ id: gone });
  await room.orders.abandonPayment({ id: hanging, operator: "Olga" });
  await room.settle();
  room.payments.refusesRefunds = false;
  room.clock.advance(600_000);
  await room.settle();
  const sold = await confirmed(room);
  await room.orders.ship({ id: sold });
  await room.orders.deliver({ id: sold });

  const events = (await room.events()).filter(({ stream }) => stream.startsWith("order/"));

  assertEquals(new Set(events.map(({ type }) => type)), new Set(orderCodec.types));
  assertEquals<unknown>(events.map(orderCodec.decode), events);
});

test("orderCodec refuses data of another shape, and shapes to come", () => {
  const begun = { orderId: "1", attempt: 1, paymentId: "p" };

  assertEquals<unknown>(orderCodec.decode(recorded("PaymentBegun", begun)).data, begun);
  const wrong = [{ ...begun, attempt: 0 }, { ...begun, attempt: 1.5 }, {
    orderId: "1",
    attempt: 1,
  }];
  for (const data of wrong) {
    assertThrows(() => orderCodec.decode(recorded("PaymentBegun", data)), InvalidEvent);
  }
  assertThrows(() => orderCodec.decode(recorded("PaymentBegun", begun, 2)), EventFromTheFuture);
});

test("parseOrder refuses a status that needs more than is there", () => {
  const placed = { id: "1", customerId: "c", items: [], placedAt: "", attempt: 1 };

  assertEquals<unknown>(parseOrder({ ...placed, status: "pending", more: 1 }), {
    ...placed,
    status: "pending",
  });
  for (const status of ["confirming", "confirmed", "shipped", "delivered", "lost"]) {
    assertThrows(() => parseOrder({ ...placed, status }));
  }
});

test("an order and its event are one commit: when it fails there is neither", async () => {
  const room = ordersRoom({
    around: ({ commit }) => ({
      commit: (changes) =>
        (changes.appends ?? []).length > 0
          ? Promise.reject(new StoreUnavailable("no disk"))
          : commit(changes),
    }),
  });

  await assertRejects(() => room.orders.place({ customerId: "c" }), StoreUnavailable);

  assertEquals((await room.orders.find({ limit: 10 })).items, []);
});

test("what is answered is the caller's to change, and changes nothing stored", async () => {
  const room = ordersRoom();
  const id = await placed(room);

  Object.assign((await room.orders.get({ id })).items[0] ?? {}, { quantity: 1000 });

  assertEquals((await room.orders.get({ id })).items[0]?.quantity, 2);
});

test("orders survive a restart, in every state", async () => {
  await using file = await temporaryFile();
  const room = ordersRoom();
  const [sold, gone] = [await confirmed(room), await confirmed(room)];
  await room.orders.ship({ id: sold });
  await confirming(room, "decline");
  await confirming(room, "process");
  await room.settle();
  await room.orders.cancel({ id: gone });
  const { items } = await room.orders.find({ limit: 10 });

  await withOrders(file.path, async (orders) => {
    for (const order of items) {
      await orders.change((orders) => {
        orders.add(order, [{
          type: "OrderPlaced",
          data: { orderId: order.id, customerId: order.customerId },
        }]);
        return Promise.resolve(order);
      });
    }
  });
  const again = await withOrders(file.path, (orders) => orders.list({ limit: 10 }));

  const unversioned = ({ version: _, ...order }: (typeof items)[number]) => order;
  assertEquals(again.items.map(unversioned), items.map(unversioned));
  assert(new Set(items.map(({ status }) => status)).size === 4);
});

test("[H-13] of changes that two processes make to one order on one file none is lost", async () => {
  await using file = await temporaryFile();
  const ports = { clock: systemClock(), random: systemRandom(), newId: randomIds() };
  await using one = await sqliteStore(file.path, ports);
  await using other = await sqliteStore(file.path, ports);
  const ordersIn = (store: Store) =>
    ordersRoom({ ports: { orders: orderRepository({ ...ports, store }) } }).orders;
  const [orders, elsewhere] = [ordersIn(one), ordersIn(other)];
  const id = await placed({ orders }, {});

  await Promise.all(
    Array.from({ length: 10 }, () => [
      orders.addItem({ id, productId: "prod2", quantity: 1 }),
      elsewhere.addItem({ id, productId: "prod2", quantity: 1 }),
      elsewhere.addItem({ id, productId: "prod3", quantity: 1 }),
    ]).flat(),
  );

  const { items } = await orders.get({ id });
  assertEquals(items.map(({ quantity }) => quantity).toSorted(), [10, 20]);
  assertEquals((await one.readStream(`order/${id}`)).length, 31);
});

async function withOrders<Result>(
  path: string,
  use: (orders: ReturnType<typeof orderRepository>) => Promise<Result>,
): Promise<Result> {
  const ports = { clock: systemClock(), random: systemRandom() };
  await using store: Store = await sqliteStore(path, { ...ports, newId: randomIds() });
  return await use(orderRepository({ ...ports, store }));
}

function recorded(type: string, data: Json, schemaVersion = 1): Recorded {
  return {
    id: "e",
    stream: "order/1",
    version: 1,
    position: 1,
    recordedAt: "",
    type,
    data,
    metadata: { schemaVersion },
  };
}
