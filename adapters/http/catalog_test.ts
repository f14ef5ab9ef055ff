import { assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { sellingConformance } from "../conformance/selling.ts";
import { CatalogRefused, CatalogUnavailable } from "./errors.ts";
import { answer, buyerAt, laptop, patient, reserve } from "./testdata/buyer.ts";
import { openShop } from "./testdata/shop.ts";

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
});
