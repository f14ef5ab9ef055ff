/** All orders. */

import type { Stored } from "../../application/store/collection.ts";
import type { Page } from "../../application/store/store.ts";
import { formatMoney } from "../../domain/kernel/money_text.ts";
import type { Order } from "../../domain/orders/order.ts";
import { totalOf } from "../../domain/orders/order_item.ts";
import type { AppContext } from "../app_env.ts";
import { orderAddress } from "../order_address.ts";
import { Cell, DataTable, Row } from "./data_table.tsx";
import type { Html } from "./html.ts";
import { renderPage } from "./layout.tsx";
import { OrderStatus } from "./order_facts.tsx";
import { Pager } from "./pager.tsx";
import { Time } from "./time.tsx";

/** Lists a page of orders. */
export function ordersPage(c: AppContext, { items, next }: Page<Stored<Order>>): Promise<string> {
  const customer = c.req.query("customer");
  const content = (
    <>
      <h1>{customer === undefined ? "Orders" : `Orders of ${customer}`}</h1>
      <p class="lead">In the order of their placing.</p>
      {items.length === 0 ? <p class="notice">None has been placed yet.</p> : (
        <DataTable
          caption="Orders"
          columns={["Order", "Customer", "Status", "Items", "Total", "Placed"]}
        >
          {items.map((order) => <OrderRow key={order.id} order={order} />)}
        </DataTable>
      )}
      <Pager c={c} next={next} label="Next orders" />
      <p class="actions">
        <a class="button" href="/demo/order">Place an order</a>
        {customer !== undefined && <a href="/orders">All orders</a>}
      </p>
    </>
  );
  return renderPage(c, "Orders", content);
}

function OrderRow({ order }: { readonly order: Order }): Html {
  const { id, customerId, items, placedAt } = order;
  return (
    <Row>
      <Cell of="Order">
        <a class="id" href={orderAddress(id)}>
          <code>{id}</code>
        </a>
      </Cell>
      <Cell of="Customer">
        <a href={`/orders?customer=${encodeURIComponent(customerId)}`}>{customerId}</a>
      </Cell>
      <Cell of="Status">
        <OrderStatus order={order} />
      </Cell>
      <Cell of="Items">{items.length}</Cell>
      <Cell of="Total">
        <span class="amount">{formatMoney(totalOf(order))}</span>
      </Cell>
      <Cell of="Placed">
        <Time at={placedAt} />
      </Cell>
    </Row>
  );
}
