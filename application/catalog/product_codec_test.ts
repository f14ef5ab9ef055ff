import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import type { Json } from "../../domain/kernel/json.ts";
import { EventFromTheFuture, InvalidEvent } from "../events/codec.ts";
import type { Recorded } from "../store/store.ts";
import { productCodec } from "./product_codec.ts";
import { parseProduct } from "./product_document.ts";

const money = { amount: 100, currency: "USD" };
const moved = { productId: "1", order: "7", attempt: 1, quantity: 2 };
const product = { name: "Pen", categoryId: "office", basePrice: money, price: money, stock: 3 };
const samples: Readonly<Record<string, { readonly [key: string]: Json }>> = {
  ProductCreated: { productId: "1", ...product },
  ProductRepriced: { productId: "1", basePrice: money, price: money },
  StockSet: { productId: "1", stock: 3 },
  StockReserved: moved,
  StockReleased: moved,
};

test("productCodec reads every event that it knows", () => {
  assertEquals<readonly string[]>(productCodec.types, Object.keys(samples));
  for (const [type, data] of Object.entries(samples)) {
    assertEquals<Json>(productCodec.decode(recorded(type, data)).data, data);
  }
});

test("productCodec refuses data without any one of its fields, and shapes to come", () => {
  for (const [type, data] of Object.entries(samples)) {
    for (const left of Object.keys(data)) {
      const { [left]: _, ...rest } = data;
      assertThrows(() => productCodec.decode(recorded(type, rest)), InvalidEvent);
    }
    assertThrows(() => productCodec.decode(recorded(type, data, 2)), EventFromTheFuture);
  }
});

test("parseProduct refuses amounts and stock that are no whole numbers", () => {
  const stored = { id: "1", ...product, createdAt: "" };

  assertEquals<unknown>(parseProduct({ ...stored, more: 1 }), stored);
  for (const stock of [-1, 0.5]) assertThrows(() => parseProduct({ ...stored, stock }));
  assertThrows(() => parseProduct({ ...stored, price: { ...money, amount: 0.5 } }));
});

function recorded(type: string, data: Json, schemaVersion = 1): Recorded {
  return {
    type,
    data,
    id: "e",
    stream: "product/1",
    version: 1,
    position: 1,
    recordedAt: "2026-01-01T00:00:00.000Z",
    metadata: { schemaVersion },
  };
}
