/** What must hold of orders once nothing is under way any more. */

import type { Order } from "../../domain/orders/order.ts";
import { totalOf } from "../../domain/orders/order_item.ts";
import type { AnsweredStep } from "./buyers.ts";
import type { Sold } from "./sold.ts";

/** Says what is wrong: nothing, if all is well. `units` is how many there were of each product. */
export function wrongInSales(
  sold: Sold,
  answered: readonly AnsweredStep[],
  units: number,
): readonly string[] {
  return [
    ...sold.orders.flatMap((order) => wrongWithOrder(order, sold)),
    ...wrongWithStock(sold, units),
    ...wrongWithAnswers(answered, sold),
    ...sold.log.flatMap(({ position }, index) =>
      position === index + 1 ? [] : [`the log has a hole before ${position}`]
    ),
  ];
}

/** The money was taken, and that is not stored yet. */
export function isPaidInDoubt({ id, status }: Order, sold: Sold): boolean {
  return status === "confirming" && keptFor(id, sold) > 0;
}

function wrongWithOrder(order: Order, sold: Sold): readonly string[] {
  const { id, status } = order;
  const happened = (type: string) =>
    sold.log.filter((event) => event.type === type && event.stream === `order/${id}`).length;
  const due = isSold(order) ? totalOf(order).amount : 0;
  const payments = sold.payments.filter((payment) => payment.order === id);
  const expected: readonly (readonly [what: string, is: unknown, must: unknown])[] = [
    ["unsettled", status === "confirming" || status === "cancelling", false],
    ["money kept", keptFor(id, sold), due],
    ["payments charged twice", payments.filter(({ charges }) => charges.length > 1).length, 0],
    ["confirmations", told(order, "confirmed", sold), happened("OrderConfirmed")],
    ["confirmed events", happened("OrderConfirmed") <= 1, true],
    ["cancellations", told(order, "cancelled", sold), status === "cancelled" ? 1 : 0],
  ];
  return expected.flatMap(([what, is, must]) =>
    is === must ? [] : [`${what} of ${status} order ${id}: ${is}, not ${must}`]
  );
}

/** Units in stock and units put aside are all there were, and only what is sold is put aside. */
function wrongWithStock({ orders, products, reservations }: Sold, units: number) {
  const held = reservations.flatMap((each) => each.status === "reserved" ? [each] : []);
  const lines = held.flatMap(({ lines }) => lines);
  const wrongUnits = products.flatMap(({ id, stock }) => {
    const aside = lines.filter(({ productId }) => productId === id)
      .reduce((sum, { quantity }) => sum + quantity, 0);
    return stock + aside === units ? [] : [`units of ${id}: ${stock} in stock, ${aside} aside`];
  });
  const due = orders.filter(isSold).map(({ id, attempt, items }) =>
    claimOf({ order: id, attempt, lines: items })
  );
  const claims = held.map(claimOf);
  return [
    ...wrongUnits,
    ...claims.filter((claim) => !due.includes(claim)).map((claim) => `put aside: ${claim}`),
    ...due.filter((claim) => !claims.includes(claim)).map((claim) => `not put aside: ${claim}`),
  ];
}

function wrongWithAnswers(answered: readonly AnsweredStep[], { log }: Sold): readonly string[] {
  const recorded = new Set(log.map(({ stream, type }) => `${stream} ${type}`));
  return answered
    .filter(({ order, event, position }) =>
      !recorded.has(`order/${order} ${event}`) || position > log.length
    )
    .map(({ order, event }) => `answered, and not so: ${event} of ${order}`);
}

interface Claim {
  readonly order: string;
  readonly attempt: number;
  readonly lines: readonly { readonly productId: string; readonly quantity: number }[];
}

function claimOf({ order, attempt, lines }: Claim): string {
  const units = lines.map(({ productId, quantity }) => `${quantity} ${productId}`).toSorted();
  return `${units} for ${order}/${attempt}`;
}

function keptFor(order: string, { payments }: Sold): number {
  return payments
    .filter((payment) => payment.order === order)
    .flatMap(({ charges, refunds }) => [
      ...charges.map(({ amount }) => amount.amount),
      ...refunds.map(({ amount }) => -amount.amount),
    ])
    .reduce((sum, amount) => sum + amount, 0);
}

function told({ id }: Order, what: string, { mails }: Sold): number {
  return mails.filter(({ about, subject }) => about === id && subject.endsWith(what)).length;
}

function isSold({ status }: Order): boolean {
  return status === "confirmed" || status === "shipped" || status === "delivered";
}
