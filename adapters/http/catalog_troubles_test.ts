import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { setImmediate } from "node:timers";
import { memoryClock } from "../memory/clock.ts";
import type { HttpCatalog } from "./catalog.ts";
import { CatalogUnavailable } from "./errors.ts";
import { answer, broken, buyerAt, claim, laptop, patient, reserve } from "./testdata/buyer.ts";
import { openShop } from "./testdata/shop.ts";

describe("httpCatalog, when the shop is in trouble,", () => {
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

  it("[H-15] every outside call has a time-out: a shop that hangs is given up", async () => {
    const calls = [
      (buyer: HttpCatalog) => buyer.findProduct("prod1"),
      (buyer: HttpCatalog) => reserve(buyer, "prod1"),
      (buyer: HttpCatalog) => buyer.releaseStock(claim, patient),
    ];
    for (const call of calls) {
      await using shop = await openShop();
      using over = new DisposableStack();
      const answers = Promise.withResolvers<Response>();
      over.defer(() => answers.resolve(new Response()));
      shop.spoil = () => answers.promise;
      const clock = memoryClock();

      const givenUp = assertRejects(() => call(buyerAt(shop, { clock })), CatalogUnavailable);
      for (const attempt of [1, 2, 3]) {
        await until(() => shop.requests.length === attempt);
        clock.advance(2000);
      }
      const error = await givenUp;

      assertEquals([error.code, error.kind, error.permanent], [
        "catalog/unavailable",
        "unavailable",
        false,
      ]);
      assertStringIncludes(error.message, "no answer within 2000 ms");
      assertEquals(shop.requests.length, 3);
    }
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

  it("says that a shop is closed", async () => {
    const shop = await openShop();
    await shop[Symbol.asyncDispose]();

    await assertRejects(() => buyerAt(shop).findProduct("prod1"), CatalogUnavailable);
  });
});

/** Waits until something is so. */
async function until(holds: () => boolean): Promise<void> {
  const deadline = performance.now() + 5_000;
  while (!holds()) {
    assert(performance.now() < deadline, "it comes about");
    await new Promise((resolve) => setImmediate(resolve));
  }
}
