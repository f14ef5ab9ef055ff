import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { asOperator, type TestApp, testApp } from "./testdata/test_app.ts";

/** An app with ten laptops, fifty mice and twenty-five keyboards. */
async function shop() {
  const app = testApp();
  await app.services.catalog.loadDemo();
  const stockOf = async (id: string) => (await app.services.catalog.get({ id })).stock;
  return { ...app, stockOf };
}

const path = "/reservations/order-7/1";
const twoLaptops = { lines: [{ productId: "prod1", quantity: 2 }] };

async function reserve({ send }: TestApp, body: unknown = twoLaptops, at = path) {
  const response = await send("PUT", at, body, asOperator);
  return [response.status, await response.json()];
}

async function release({ request }: TestApp, at = path) {
  const response = await request(at, { method: "DELETE", headers: asOperator });
  return [response.status, await response.json()];
}

test("PUT /reservations puts all lines aside, once however often it is sent", async () => {
  const app = await shop();
  const lines = [...twoLaptops.lines, { productId: "prod2", quantity: 50 }];

  const answers = [await reserve(app, { lines }), await reserve(app, { lines })];

  const reserved = [200, { order: "order-7", attempt: 1, status: "reserved" }];
  assertEquals(answers, [reserved, reserved]);
  assertEquals([await app.stockOf("prod1"), await app.stockOf("prod2")], [8, 0]);
});

test("PUT /reservations puts nothing aside when there is too little of one product", async () => {
  const app = await shop();
  const lines = [...twoLaptops.lines, { productId: "prod2", quantity: 51 }];

  const [status, answer] = await reserve(app, { lines });

  assertEquals([status, answer.status, answer.productId], [200, "out-of-stock", "prod2"]);
  assertEquals(await app.stockOf("prod1"), 10);
});

test("DELETE /reservations gives back what is held, once however often it is sent", async () => {
  const app = await shop();
  await reserve(app);

  const answers = [await release(app), await release(app)];

  const released = [200, { order: "order-7", attempt: 1, status: "released" }];
  assertEquals(answers, [released, released]);
  assertEquals(await app.stockOf("prod1"), 10);
});

test("a reservation that arrives after it was given back takes nothing", async () => {
  const app = await shop();
  await release(app);

  const [status, answer] = await reserve(app);

  assertEquals([status, answer.status, await app.stockOf("prod1")], [200, "released", 10]);
});

test("an attempt that asks for something else than before is refused", async () => {
  const app = await shop();
  await reserve(app);

  const [status, problem] = await reserve(app, { lines: [{ productId: "prod1", quantity: 3 }] });

  assertEquals([status, problem.code], [422, "catalog/reservation-differs"]);
  assertEquals(await app.stockOf("prod1"), 8);
});

test("reservations are for whoever has the operators' token", async () => {
  const app = await shop();

  const put = await app.send("PUT", path, twoLaptops);
  const deleted = await app.request(path, { method: "DELETE" });

  assertEquals([put.status, deleted.status], [401, 401]);
  assertEquals(await app.stockOf("prod1"), 10);
});

test("reservations that are none are a 422 that names what is wrong", async () => {
  const app = await shop();
  const wrongs: readonly (readonly [body: unknown, at: string, paths: readonly string[]])[] = [
    [{}, path, ["lines"]],
    [{ lines: "all" }, path, ["lines"]],
    [{ lines: [] }, path, ["lines"]],
    [{ lines: [7] }, path, ["lines.0"]],
    [{ lines: [{ productId: 7 }] }, path, ["lines.0.productId", "lines.0.quantity"]],
    [{ lines: [{ productId: "prod1", quantity: 0.5 }] }, path, ["lines.0.quantity"]],
    [{ lines: [...twoLaptops.lines, ...twoLaptops.lines] }, path, ["lines.1.productId"]],
    [{ ...twoLaptops, force: true }, path, ["force"]],
    [twoLaptops, "/reservations/order-7/0", ["attempt"]],
    [twoLaptops, "/reservations/order-7/1e3", ["attempt"]],
    [twoLaptops, "/reservations/%00/1", ["order"]],
  ];

  for (const [body, at, paths] of wrongs) {
    const [status, { errors }] = await reserve(app, body, at);
    assertEquals([status, errors.map(({ path }: { path: string }) => path)], [422, paths]);
  }
  assertEquals((await release(app, "/reservations/order-7/x"))[0], 422);
  assertEquals(await app.stockOf("prod1"), 10);
});

test("reservations answer with the position of the log after them", async () => {
  const app = await shop();

  const response = await app.send("PUT", path, twoLaptops, asOperator);

  assertEquals(response.headers.get("portico-position"), String(await app.store.head()));
});
