import { assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { drain } from "../../application/events/drain.ts";
import { isDomainError } from "../../domain/kernel/errors.ts";
import { type MemoryClock, memoryClock } from "../memory/clock.ts";
import { memoryLog } from "../memory/log.ts";
import { value } from "./binding.ts";
import { openOrders, type OrdersPlace } from "./testdata/orders_place.ts";
import { CLOCK, LOG } from "./tokens.ts";

const trouble = () => Promise.resolve(new Response("not now", { status: 403 }));

describe("orders over a catalogue that is somewhere else", () => {
  it("say that it does not answer, and change nothing", async () => {
    await using place = await remotePlace();
    const { orders } = place.application;
    const { id } = await orders.place({ customerId: "customer123" });
    place.shop.spoil = trouble;

    const error = await assertRejects(() =>
      orders.addItem({ id, productId: "prod1", quantity: 1 })
    );

    assertEquals(isDomainError(error) && [error.code, error.kind], [
      "catalog/unavailable",
      "unavailable",
    ]);
    assertEquals((await orders.get({ id })).items, []);
  });

  it("refuse what comes before the catalogue without it", async () => {
    await using place = await remotePlace();
    place.shop.spoil = trouble;

    await assertRejects(
      () => place.application.orders.addItem({ id: "nobody", productId: "prod1", quantity: 1 }),
      Error,
      "Order not found",
    );
  });

  it("stay confirming while it does not answer, and are confirmed once it does", async () => {
    await using place = await remotePlace();
    const id = await confirming(place);
    place.shop.spoil = (_, n) => n < 6 ? trouble() : undefined;

    await settled(place);
    assertEquals((await place.application.orders.get({ id })).status, "confirming");
    assertEquals(await place.kept(id), 0);
    await retried(place);

    assertEquals((await place.application.orders.get({ id })).status, "confirmed");
    assertEquals((await place.catalog.get({ id: "prod1" })).stock, 7);
  });

  it("take the stock once when it has done what was asked and the answer is lost", async () => {
    await using place = await remotePlace();
    const id = await confirming(place);
    place.shop.garble = (request) =>
      request.method === "PUT" && place.shop.requests.length < 5 ? trouble() : undefined;

    await retried(place);

    assertEquals((await place.application.orders.get({ id })).status, "confirmed");
    assertEquals((await place.catalog.get({ id: "prod1" })).stock, 7);
    assertEquals(await place.notices(id), ["confirmed"]);
  });

  it("give the stock of a declined payment back, though the answer is lost", async () => {
    await using place = await remotePlace();
    const id = await confirming(place, "pm_card_chargeDeclined");
    let lost = 0;
    place.shop.garble = ({ method }) => method === "DELETE" && lost++ < 2 ? trouble() : undefined;

    await retried(place);

    assertEquals((await place.application.orders.get({ id })).status, "pending");
    assertEquals([lost, (await place.catalog.get({ id: "prod1" })).stock], [3, 10]);
  });
});

interface RemotePlace extends OrdersPlace {
  readonly clock: MemoryClock;
}

/** Orders of one application, products of another, and a clock that is moved by hand. */
async function remotePlace(): Promise<RemotePlace> {
  const clock = memoryClock();
  const bind = () => [value(CLOCK, clock), value(LOG, memoryLog())];
  const place = await openOrders({ catalog: "remote", bind });
  return { ...place, clock, [Symbol.asyncDispose]: () => place[Symbol.asyncDispose]() };
}

async function confirming(place: OrdersPlace, paymentMethod = "pm_card_visa"): Promise<string> {
  const { orders } = place.application;
  const { id } = await orders.place({ customerId: "customer123" });
  await orders.addItem({ id, productId: "prod1", quantity: 3 });
  await orders.confirm({ id, paymentMethod });
  return id;
}

async function settled({ application: { ports, subscriptions } }: OrdersPlace): Promise<void> {
  await drain(ports, subscriptions);
}

/** Lets several attempts come due. */
async function retried(place: RemotePlace): Promise<void> {
  for (let n = 0; n < 12; n++) {
    await settled(place);
    place.clock.advance(60_000);
  }
}
