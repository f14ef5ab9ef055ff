import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { sellingConformance } from "../conformance/selling.ts";
import { memoryClock } from "../memory/clock.ts";
import { seededRandom } from "../memory/chance.ts";
import { systemClock } from "../system/clock.ts";
import { parseMoney } from "../../domain/kernel/money.ts";
import { type HttpCatalog, httpCatalog, type HttpCatalogOptions } from "./catalog.ts";
import { CatalogRefused, CatalogUnavailable } from "./errors.ts";
import { openShop, type Shop, TOKEN } from "./testdata/shop.ts";

const patient = new AbortController().signal;
const laptop = {
  name: "Laptop",
  price: parseMoney({ amount: 999_99, currency: "USD" }),
  units: 10,
};
const claim = { order: "order-7", attempt: 1 };

sellingConformance({
  test: Deno.test,
  create: async () => {
    const shop = await openShop();
    return {
      ...buyerAt(shop),
      sell: (product) => shop.sell(product),
      [Symbol.asyncDispose]: () => shop[Symbol.asyncDispose](),
    };
  },
});

describe("httpCatalog", () => {
  it("asks again when the shop is in trouble, and takes the stock once", async () => {
    await using shop = await openShop();
    const id = await shop.sell(laptop);
    const troubles = [
      (n: number) => n === 1 ? answer(503) : undefined,
      (n: number) => n === 2 ? answer(429) : undefined,
    ];
    shop.spoil = (_, n) => troubles[n - 1]?.(n);

    const outcome = await reserve(buyerAt(shop), id);

    assertEquals([outcome.status, await shop.unitsOf(id)], ["reserved", 7]);
    assertEquals(shop.requests, Array(3).fill("PUT /reservations/order-7/1"));
  });

  it("takes the stock once when the answer is lost, however it is", async () => {
    const losses = [answer(500), answer(502), broken(), answer(409)];
    for (const lost of losses) {
      await using shop = await openShop();
      const id = await shop.sell(laptop);
      shop.garble = (_, n) => n === 1 ? lost : undefined;

      const outcome = await reserve(buyerAt(shop), id);

      assertEquals([outcome.status, await shop.unitsOf(id)], ["reserved", 7]);
      assertEquals(shop.requests.length, 2);
    }
  });

  it("gives back once when the answer is lost", async () => {
    await using shop = await openShop();
    const id = await shop.sell(laptop);
    await reserve(buyerAt(shop), id);
    shop.garble = (_, n) => n === 2 ? answer(500) : undefined;

    await buyerAt(shop).releaseStock(claim, patient);

    assertEquals([shop.requests.length, await shop.unitsOf(id)], [3, 10]);
  });

  it("gives up a shop that hangs, and says that nothing is known", async () => {
    await using shop = await openShop();
    const id = await shop.sell(laptop);
    const over = Promise.withResolvers<Response>();
    shop.spoil = () => over.promise;

    const buyer = buyerAt(shop, { timeout: 20, attempts: 2, clock: systemClock() });
    const error = await assertRejects(() => reserve(buyer, id), CatalogUnavailable);
    over.resolve(new Response());

    assertEquals([error.code, error.kind, error.permanent], [
      "catalog/unavailable",
      "unavailable",
      false,
    ]);
    assertStringIncludes(error.message, "no answer within 20 ms");
    assertEquals(shop.requests.length, 2);
  });

  it("gives up a shop that begins an answer and hangs", async () => {
    await using shop = await openShop();
    const over = Promise.withResolvers<void>();
    shop.spoil = () =>
      Promise.resolve(
        new Response(
          new ReadableStream({
            start: async (controller) => {
              controller.enqueue(new TextEncoder().encode('{"name": "Lap'));
              await over.promise;
              controller.close();
            },
          }),
        ),
      );

    await assertRejects(
      () => buyerAt(shop, { timeout: 20, attempts: 1 }).findProduct("prod1"),
      CatalogUnavailable,
      "no answer within 20 ms",
    );
    over.resolve();
  });

  it("does not ask again when nobody waits any more", async () => {
    await using shop = await openShop();
    const stop = new AbortController();
    shop.spoil = () => {
      stop.abort();
      return answer(503);
    };

    await assertRejects(
      () => buyerAt(shop).releaseStock(claim, stop.signal),
      CatalogUnavailable,
    );

    assertEquals(shop.requests.length, 1);
  });

  it("asks as often as it is told to, and no more", async () => {
    await using shop = await openShop();
    shop.spoil = () => answer(503);

    for (const attempts of [1, 4]) {
      const before = shop.requests.length;
      await assertRejects(
        () => buyerAt(shop, { attempts }).findProduct("prod1"),
        CatalogUnavailable,
        "it answered 503",
      );
      assertEquals(shop.requests.length - before, attempts);
    }
  });

  it("does not take another server's answers for those of a Portico", async () => {
    await using shop = await openShop();
    const detail = "There is no such product";
    const lookAlike = { type: "about:blank", code: "catalog/product-not-found", detail };
    const odd = [
      () => answer(404),
      () => Promise.resolve(Response.json(lookAlike, { status: 404 })),
      () => Promise.resolve(new Response("<h1>Welcome</h1>")),
      () => Promise.resolve(Response.json({ name: "Laptop", price: 7, stock: 1 })),
    ];

    for (const answer of odd) {
      shop.spoil = answer;
      await assertRejects(() => buyerAt(shop).findProduct("prod1"), CatalogUnavailable);
    }
  });

  it("does not take an address that is not there for a product that is not", async () => {
    await using shop = await openShop();
    const buyer = buyerAt(shop, { url: `${shop.url}/elsewhere` });

    await assertRejects(() => buyer.findProduct("prod1"), CatalogUnavailable, "it answered 404");
  });

  it("takes its token nowhere else, whatever an answer says", async () => {
    await using shop = await openShop();
    await using other = await openShop();
    const id = await other.sell(laptop);
    shop.spoil = () => Promise.resolve(Response.redirect(`${other.url}/products/${id}`));

    await assertRejects(
      () => buyerAt(shop).findProduct(id),
      CatalogUnavailable,
      "it answered 302",
    );

    assertEquals([shop.requests.length, other.requests.length], [1, 0]);
  });

  it("does not repeat what a wrong token cannot do, and does not let it out", async () => {
    await using shop = await openShop();
    const id = await shop.sell(laptop);

    const error = await assertRejects(
      () => reserve(buyerAt(shop, { token: "hunter2" }), id),
      CatalogUnavailable,
      "it answered 401",
    );

    assertEquals([shop.requests.length, await shop.unitsOf(id)], [1, 10]);
    assertEquals(`${error.stack}${error.cause}`.includes("hunter2"), false);
  });

  it("is refused for good what another request of the attempt asked for otherwise", async () => {
    await using shop = await openShop();
    const id = await shop.sell(laptop);
    const buyer = buyerAt(shop);
    await reserve(buyer, id);

    const error = await assertRejects(() => reserve(buyer, id, 4), CatalogRefused);

    assertEquals([error.problem, error.permanent], ["catalog/reservation-differs", true]);
    assertEquals([shop.requests.length, await shop.unitsOf(id)], [2, 7]);
  });

  it("refuses an order that an address cannot name", async () => {
    await using shop = await openShop();
    const order = { order: "..", attempt: 1 };

    await assertRejects(() => buyerAt(shop).releaseStock(order, patient), CatalogRefused);

    assertEquals(shop.requests, []);
  });

  it("says that a shop is closed", async () => {
    const shop = await openShop();
    await shop[Symbol.asyncDispose]();

    await assertRejects(() => buyerAt(shop).findProduct("prod1"), CatalogUnavailable);
  });
});

interface Patience extends Partial<HttpCatalogOptions> {
  readonly clock?: Parameters<typeof httpCatalog>[1]["clock"];
}

/** Asks a shop, with pauses that take no time. */
function buyerAt(
  { url }: Shop,
  { clock = { ...memoryClock(), sleep: () => Promise.resolve() }, ...options }: Patience = {},
): HttpCatalog {
  return httpCatalog({ url, token: TOKEN, ...options }, { clock, random: seededRandom(1) });
}

function reserve({ reserveStock }: HttpCatalog, productId: string, quantity = 3) {
  return reserveStock({ ...claim, lines: [{ productId, quantity }] }, patient);
}

function answer(status: number): Promise<Response> {
  return Promise.resolve(new Response("trouble", { status }));
}

/** An answer that ends in the middle. */
function broken(): Promise<Response> {
  return Promise.resolve(new Response('{"status": "reser'));
}
