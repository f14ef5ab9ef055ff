/** Adding a product to an order. */

import { isIdText } from "../../domain/kernel/id_text.ts";
import { parseFields } from "../../domain/kernel/parse_fields.ts";
import type { Order } from "../../domain/orders/order.ts";
import type { ProductFacts } from "../../domain/orders/order_item.ts";
import { addItem as add } from "../../domain/orders/ordering.ts";
import { parseQuantity } from "../../domain/orders/quantity.ts";
import type { CommandContext } from "../command_context.ts";
import { identified } from "../identified.ts";
import type { Saved } from "../store/collection.ts";
import type { FindProduct, OrderRepository } from "./ports.ts";
import { type OrderTarget, requireOrder, staged } from "./require_order.ts";

/** Asks for units of a product. */
export interface AddItem extends OrderTarget {
  readonly productId: string;
  /** A whole number, at least 1. */
  readonly quantity: number;
}

/** What adding needs. */
export interface AddItemPorts {
  readonly orders: Pick<OrderRepository, "change">;
  readonly findProduct: FindProduct;
}

/**
 * Adds units of a product to an order, at the price of now; if the order has the product already, to
 * its line and at the price of that.
 *
 * @throws {InvalidInput} naming every wrong field
 * @throws {OrderNotFound | StaleVersion | OrderNotModifiable | NoSuchProduct | ProductNotAvailable}
 * the first that is true
 * @throws {OtherCurrency | TooManyItems | AmountTooLarge}
 */
export async function addItem(
  { orders, findProduct }: AddItemPorts,
  command: AddItem,
  context: CommandContext = {},
): Promise<Saved<Order>> {
  const { id, productId, expectedVersion = null } = command;
  const { quantity } = parseFields("the item", {
    quantity: () => parseQuantity(command.quantity),
  });
  const product = await asked(findProduct, productId);
  return await orders.change(
    async (orders) =>
      staged(
        orders,
        add(await requireOrder(orders, command), { productId, quantity, product: product() }),
      ),
    identified(context, "AddItem", [id, expectedVersion, productId, quantity]),
  );
}

/**
 * Asks the catalogue before the unit of work. What it answers, be it an error, is looked at when the
 * order has been.
 */
async function asked(
  findProduct: FindProduct,
  productId: string,
): Promise<() => ProductFacts | undefined> {
  if (!isIdText(productId)) return () => undefined;
  const [answer] = await Promise.allSettled([findProduct(productId)]);
  return () => {
    if (answer.status === "rejected") throw answer.reason;
    return answer.value;
  };
}
