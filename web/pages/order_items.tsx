/** The lines of an order. */

import { formatMoney } from "../../domain/kernel/money_text.ts";
import type { Order } from "../../domain/orders/order.ts";
import { lineTotal, type OrderItem } from "../../domain/orders/order_item.ts";
import { orderAddress } from "../order_address.ts";
import { Cell, DataTable, Row } from "./data_table.tsx";
import { FormKey } from "./field.tsx";
import type { Html } from "./html.ts";

/** What the lines are shown with. */
export interface OrderItemsProps {
  readonly order: Order;
  readonly formKey: string;
}

/** Lists the lines; those of a pending order with a button that removes them. */
export function OrderItems({ order, formKey }: OrderItemsProps): Html {
  const { items, status } = order;
  if (items.length === 0) return <p class="notice">There is nothing in it yet.</p>;
  const isPending = status === "pending";
  const columns = ["Product", "Quantity", "Unit price", "Line total"];
  return (
    <DataTable caption="Items" columns={isPending ? [...columns, "Remove"] : columns}>
      {items.map((item) => (
        <Row key={item.productId}>
          <Cell of="Product">{item.name}</Cell>
          <Cell of="Quantity">{item.quantity}</Cell>
          <Cell of="Unit price">
            <span class="amount">{formatMoney(item.unitPrice)}</span>
          </Cell>
          <Cell of="Line total">
            <span class="amount">{formatMoney(lineTotal(item))}</span>
          </Cell>
          {isPending && (
            <Cell of="Remove">
              <Removal order={order} item={item} formKey={formKey} />
            </Cell>
          )}
        </Row>
      ))}
    </DataTable>
  );
}

interface RemovalProps extends OrderItemsProps {
  readonly item: OrderItem;
}

function Removal({ order, item: { productId, name }, formKey }: RemovalProps): Html {
  return (
    <form method="post" action={`/forms${orderAddress(order.id)}/removal`} class="inline">
      <FormKey value={formKey} />
      <input type="hidden" name="productId" value={productId} />
      <button type="submit" class="secondary" aria-label={`Remove ${name}`}>Remove</button>
    </form>
  );
}
