import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { demoProducts } from "./demo_products.ts";
import { standardMarkups } from "./markups.ts";
import { create } from "./product.ts";

test("demoProducts cost what everybody knows them to cost", () => {
  const products = demoProducts().map(({ id, details }) =>
    create(id, details, { at: "", markups: standardMarkups }).product
  );

  assertEquals<unknown>(products.map(({ id, name, price, stock }) => [id, name, price, stock]), [
    ["prod1", "Laptop", { amount: 999_99, currency: "USD" }, 10],
    ["prod2", "Mouse", { amount: 29_99, currency: "USD" }, 50],
    ["prod3", "Keyboard", { amount: 79_99, currency: "USD" }, 25],
  ]);
});
