/** The events of products, to and from the log. */

import { z } from "zod";
import type {
  ProductCreated,
  ProductEvent,
  ProductRepriced,
  StockMoved,
  StockSet,
} from "../../domain/catalog/product.ts";
import { type EventCodec, eventCodec } from "../events/codec.ts";
import { moneyShape } from "../money_shape.ts";

const productId = z.string();
const stock = z.int().nonnegative();
const priced = { productId, basePrice: moneyShape, price: moneyShape };
const created = z.object({ ...priced, name: z.string(), categoryId: z.string(), stock });
const repriced = z.object(priced);
const stockSet = z.object({ productId, stock });
const moved = z.object({
  productId,
  order: z.string(),
  attempt: z.int().positive(),
  quantity: z.int().positive(),
});

/** Encodes and decodes {@linkcode ProductEvent}; see there what each event says. */
export const productCodec: EventCodec<ProductEvent> = eventCodec<ProductEvent>({
  ProductCreated: { version: 1, parse: (data) => created.parse(data) as ProductCreated["data"] },
  ProductRepriced: { version: 1, parse: (data) => repriced.parse(data) as ProductRepriced["data"] },
  StockSet: { version: 1, parse: (data) => stockSet.parse(data) as StockSet["data"] },
  StockReserved: { version: 1, parse: (data) => moved.parse(data) as StockMoved },
  StockReleased: { version: 1, parse: (data) => moved.parse(data) as StockMoved },
});
