import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { ReservationDiffers } from "./errors.ts";
import { standardMarkups } from "./markups.ts";
import { create, type Product } from "./product.ts";
import { parseProductDetails } from "./product_details.ts";
import { parseProductId } from "./product_id.ts";
import { release, repeat, type ReservationLine, reserve } from "./reservation.ts";

const key = { order: "7", attempt: 2 };
const pens = productOf("pens", 10);
const inks = productOf("inks", 3);

test("reserve takes all that is asked for", () => {
  const { reservation, moved } = reserve(key, [
    { ...line("pens", 10), product: pens },
    { ...line("inks", 2), product: inks },
  ]);

  const lines = [line("pens", 10), line("inks", 2)];
  assertEquals(reservation, { ...key, lines, status: "reserved" });
  assertEquals<unknown>(moved, [
    {
      product: { ...pens, stock: 0 },
      event: { type: "StockReserved", data: { ...key, productId: "pens", quantity: 10 } },
    },
    {
      product: { ...inks, stock: 1 },
      event: { type: "StockReserved", data: { ...key, productId: "inks", quantity: 2 } },
    },
  ]);
});

test("reserve takes nothing when there is too little of one product, and says of which first", () => {
  const few = { ...line("pens", 1), product: pens };
  const many = { ...line("inks", 4), product: inks };
  const unknown = { ...line("nothing", 1), product: undefined };

  for (const [first, second] of [[many, unknown], [unknown, many]] as const) {
    const { reservation, moved } = reserve(key, [few, first, second]);

    const lines = [few, first, second].map(({ productId, quantity }) => ({ productId, quantity }));
    const { productId } = first;
    assertEquals(reservation, { ...key, lines, status: "out-of-stock", productId });
    assertEquals(moved, []);
  }
});

test("release gives back all that is held, and leaves a mark when that is nothing", () => {
  const { reservation, moved } = release(key, [{ ...line("inks", 2), product: inks }]);

  assertEquals(reservation, { ...key, status: "released" });
  assertEquals<unknown>(moved, [{
    product: { ...inks, stock: 5 },
    event: { type: "StockReleased", data: { ...key, productId: "inks", quantity: 2 } },
  }]);
  assertEquals(release(key, []), { reservation, moved: [] });
  const gone = { ...line("nothing", 1), product: undefined };
  assertEquals(release(key, [gone]), { reservation, moved: [] });
});

test("repeat answers what was answered, whatever the order of the lines", () => {
  const lines = [line("a", 1), line("b", 2)];
  const held = { ...key, lines, status: "reserved" } as const;
  const refused = { ...held, status: "out-of-stock", productId: parseProductId("a") } as const;
  const released = { ...key, status: "released" } as const;

  for (const earlier of [held, refused, released]) {
    assertEquals(repeat({ ...key, lines: lines.toReversed() }, earlier), earlier);
  }
  assertEquals(repeat({ ...key, lines: [line("c", 9)] }, released), released);
});

test("repeat refuses an attempt that asks for other products than before", () => {
  const lines = [line("a", 1), line("b", 2)];
  const held = { ...key, lines, status: "reserved" } as const;
  const refused = { ...held, status: "out-of-stock", productId: parseProductId("a") } as const;

  for (
    const others of [[], [line("a", 1)], [line("a", 2), line("b", 1)], [...lines, line("c", 1)]]
  ) {
    for (const earlier of [held, refused]) {
      const error = assertThrows(
        () => repeat({ ...key, lines: others }, earlier),
        ReservationDiffers,
      );
      assertEquals([error.code, error.kind], ["catalog/reservation-differs", "invalid"]);
      assertEquals([error.order, error.attempt], ["7", 2]);
    }
  }
});

function line(id: string, quantity: number): ReservationLine {
  return { productId: parseProductId(id), quantity };
}

function productOf(id: string, stock: number): Product {
  const basePrice = { amount: 100, currency: "USD" };
  const details = parseProductDetails({ name: id, categoryId: "office", basePrice, stock });
  return create(parseProductId(id), details, { at: "", markups: standardMarkups }).product;
}
