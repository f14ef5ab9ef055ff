/** What an order is. */

import type { Stored } from "../../application/store/collection.ts";
import { formatMoney } from "../../domain/kernel/money_text.ts";
import type { Order } from "../../domain/orders/order.ts";
import { totalOf } from "../../domain/orders/order_item.ts";
import type { Html } from "./html.ts";
import { StatusMark, type Tone } from "./status_mark.tsx";
import { Time } from "./time.tsx";

/** Shows everything known about an order but its items. */
export function OrderFacts({ order }: { readonly order: Stored<Order> }): Html {
  return (
    <dl>
      <div>
        <dt>Total</dt>
        <dd class="balance">{formatMoney(totalOf(order))}</dd>
      </div>
      <div>
        <dt>Status</dt>
        <dd>
          <OrderStatus order={order} />
        </dd>
      </div>
      <PaymentFacts order={order} />
      <div>
        <dt>Placed</dt>
        <dd>
          <Time at={order.placedAt} />
        </dd>
      </div>
      <div>
        <dt>Version</dt>
        <dd>{order.version}</dd>
      </div>
      <div>
        <dt>Id</dt>
        <dd>
          <code>{order.id}</code>
        </dd>
      </div>
    </dl>
  );
}

/** Shows where an order stands. */
export function OrderStatus({ order: { status } }: { readonly order: Order }): Html {
  return <StatusMark tone={tones[status]} word={status} />;
}

const tones: Readonly<Record<Order["status"], Tone>> = {
  pending: "quiet",
  confirming: "quiet",
  confirmed: "good",
  shipped: "good",
  delivered: "good",
  cancelling: "quiet",
  cancelled: "bad",
};

function PaymentFacts({ order }: { readonly order: Order }): Html {
  const paymentId = "paymentId" in order ? order.paymentId : undefined;
  const refund = order.status === "cancelled" ? order.refund : undefined;
  return (
    <>
      {paymentId !== undefined && (
        <div>
          <dt>Payment</dt>
          <dd>
            <code>{paymentId}</code>
          </dd>
        </div>
      )}
      {refund !== undefined && (
        <div>
          <dt>Refund</dt>
          <dd>
            {refund.status === "pending" ? "on its way, " : "given back, "}
            <code>{refund.id ?? refund.paymentId}</code>
          </dd>
        </div>
      )}
    </>
  );
}
