import { assertEquals, assertMatch } from "@std/assert";
import { commandLine } from "./testdata/command_line.ts";

const laptop = ["--name", "Laptop", "--category", "Electronics", "--price", "999.99"];

function usd(amount: number) {
  return { amount, currency: "USD" };
}

Deno.test("products create makes the price, exactly", async () => {
  await using portico = await commandLine();

  const { id, version: _, ...made } = await portico.json("products", "create", ...laptop);
  const { out } = await portico.run("products", "get", id);

  assertEquals(made, {
    name: "Laptop",
    categoryId: "electronics",
    basePrice: usd(999_99),
    price: usd(1149_99),
    stock: 0,
  });
  assertMatch(out[0] ?? "", /^ID +NAME +CATEGORY +BASE PRICE +PRICE +STOCK +VERSION$/);
  assertMatch(out[1] ?? "", / {2}Laptop {2}electronics {2}999\.99 USD {2}1149\.99 USD {2}0 /);
});

Deno.test("products take prices in any currency, as it is written", async () => {
  await using portico = await commandLine();
  const id = await portico.line("products", "create", ...laptop, "--id");

  for (
    const [price, currency, basePrice] of [
      ["0.1", "USD", usd(10)],
      ["70000000000000.07", "USD", usd(7_000_000_000_000_007)],
      ["1200", "jpy", { amount: 1200, currency: "JPY" }],
      ["1.234", "KWD", { amount: 1234, currency: "KWD" }],
      ["0", "EUR", { amount: 0, currency: "EUR" }],
    ] as const
  ) {
    const args = ["reprice", id, "--price", price, "--currency", currency];
    assertEquals((await portico.json("products", ...args)).basePrice, basePrice);
  }
});

Deno.test("products are set, listed by category, and loaded for demos", async () => {
  await using portico = await commandLine();
  const id = await portico.line("products", "create", ...laptop, "--stock", "3", "--id");

  const set = await portico.json("products", "set-stock", id, "7");
  const demo = await portico.json("products", "load-demo");
  const books = await portico.run("products", "list", "--category", "books");
  const all = await portico.json("products", "list", "--category", "electronics");

  assertEquals([set.id, set.stock], [id, 7]);
  assertEquals(demo.items.map((each: { readonly id: string }) => each.id), [
    ...["prod1", "prod2", "prod3"],
  ]);
  assertEquals(books.out, ["There are no products"]);
  assertEquals(all.items.length, 4);
  assertEquals(await portico.json("products", "load-demo"), demo);
});

Deno.test("products reserve puts aside all or nothing, and release gives it back", async () => {
  await using portico = await commandLine();
  await portico.run("products", "load-demo");
  const stock = async () => (await portico.json("products", "get", "prod1")).stock;

  const lines = ["prod1=2", "prod2=1"];
  const reserved = await portico.json("products", "reserve", "order-7", "1", ...lines);
  const held = await stock();
  const tooMany = await portico.json("products", "reserve", "order-8", "1", "prod1=9");
  const { out } = await portico.run("products", "release", "order-7", "1");

  assertEquals([reserved, held], [{ order: "order-7", attempt: 1, status: "reserved" }, 8]);
  assertEquals(tooMany, {
    order: "order-8",
    attempt: 1,
    status: "out-of-stock",
    productId: "prod1",
  });
  assertMatch(out[1] ?? "", /^order-7 +1 +released +-$/);
  assertEquals(await stock(), 10);
});

Deno.test("what is wrong with products is told on standard error", async () => {
  await using portico = await commandLine();
  await portico.run("products", "load-demo");
  const create = ["create", "--name", "Pen", "--category", "office"];

  for (
    const [args, expected, error] of [
      [[...create, "--price", "1,50"], 2, /amount must be an amount such as 12\.50/],
      [[...create, "--price", "0.005"], 2, /amount must be an amount/],
      [[...create, "--price", "1e3"], 2, /amount must be an amount/],
      [[...create, "--price", "NaN"], 2, /amount must be an amount/],
      [[...create, "--price", "99999999999999999999"], 2, /amount must be at most/],
      [[...create, "--price", "90071992547409.91"], 2, /comes to a price beyond/],
      [[...create, "--price", "-1"], 2, /basePrice\.amount must not be negative/],
      [
        [...create, "--price", "1.5", "--currency", "JPY"],
        2,
        /amount must be an amount such as 1250/,
      ],
      [[...create, "--price", "x", "--currency", "dollar"], 2, /amount .*; currency must be three/],
      [[...create, "--price", "1", "--stock", "1.5"], 2, /stock must be a whole number/],
      [
        ["create", "--name", " ", "--category", "", "--price", "1"],
        2,
        /name must not be blank; categoryId must/,
      ],
      [["set-stock", "prod1", "-1"], 2, /stock must be a whole number from 0/],
      [["set-stock", "prod1", "99999999999999999999"], 2, /stock must be a whole number/],
      [["set-stock", "prod1", "0x10"], 2, /stock must be a whole number/],
      [["set-stock", "nothing", "1"], 1, /Cannot find the product "nothing"/],
      [["reprice", "nothing", "--price", "1"], 1, /Cannot find the product "nothing"/],
      [["get", "nothing"], 1, /Cannot find the product "nothing"/],
      [["list", "--category", " "], 2, /categoryId must have/],
      [["reserve", "order-7", "0", "prod1=1"], 2, /attempt must be a whole number from 1/],
      [["reserve", "order-7", "1", "prod1=0"], 2, /quantity must be a whole number from 1/],
      [["reserve", "order-7", "1", "prod1="], 2, /quantity must be a whole number from 1/],
      [["reserve", "order-7", "1", "prod1=1", "prod1=1"], 2, /must not be named twice/],
      [["release", "order-7", "first"], 2, /attempt must be a whole number from 1/],
    ] as const
  ) {
    const { code, out, errors } = await portico.run("products", ...args);
    assertEquals([args, code, out, errors.length], [args, expected, [], 1]);
    assertMatch(errors[0] ?? "", error);
  }
});
