/** One order, what can be done with it, and what happened to it. */

import type { Order } from "../../domain/orders/order.ts";
import type { AppContext } from "../app_env.ts";
import type { FormState } from "../forms.ts";
import { stepsOf } from "../order_steps.ts";
import type { OrderDetails } from "../order_views.ts";
import { EventItem } from "./event_item.tsx";
import { FormMessage } from "./field.tsx";
import type { Html } from "./html.ts";
import { renderPage } from "./layout.tsx";
import { OrderConsequencesPart } from "./order_consequences.tsx";
import { OrderFacts } from "./order_facts.tsx";
import { OrderForms, type RefusedOrderForm } from "./order_forms.tsx";
import { OrderItems } from "./order_items.tsx";

/** Shows an order with its forms, its events beside it, and the payments and mails it caused. */
export function orderPage(
  c: AppContext,
  details: OrderDetails,
  refused?: RefusedOrderForm,
): Promise<string> {
  const { order, events, followed, formKey } = details;
  const steps = stepsOf(order, followed !== undefined);
  const standing = standingOf(order);
  const hasForm = steps.some((step) => step === refused?.kind);
  const content = (
    <>
      <p class="eyebrow">Order</p>
      <h1>{order.customerId}</h1>
      {refused !== undefined && !hasForm && <FormMessage form={inOneMessage(refused)} />}
      {standing && <p class={standing.isWrong ? "notice wrong" : "notice"}>{standing.text}</p>}
      <div class="halves">
        <div>
          <OrderFacts order={order} />
          <h2>Items</h2>
          <OrderItems order={order} formKey={formKey} />
          <h2>What can happen next</h2>
          {steps.length === 0
            ? <p class="notice">{nothingToDo(order)}</p>
            : <OrderForms details={details} refused={refused} />}
        </div>
        <Happened events={events} />
      </div>
      <h2>What followed</h2>
      <OrderConsequencesPart followed={followed} />
      <p>
        <a href="/orders">All orders</a>
      </p>
    </>
  );
  return renderPage(c, `Order of ${order.customerId}`, content);
}

function Happened({ events }: Pick<OrderDetails, "events">): Html {
  const oldest = events.at(-1)?.version ?? 1;
  return (
    <div>
      <h2 id="events">What happened</h2>
      <p>Newest first. Each event was stored in one commit with the order as it was then.</p>
      {events.map((event) => <EventItem key={event.id} event={event} />)}
      {oldest > 1 && (
        <p>
          Earlier ones ({oldest - 1}) are on <a href="/events">the log</a>.
        </p>
      )}
    </div>
  );
}

/** Says the refusal of a form that is not on the page any more. */
function inOneMessage({ values, errors, message }: RefusedOrderForm): FormState {
  return { values, errors: {}, message: message ?? Object.values(errors).join("; ") };
}

interface Standing {
  readonly text: string;
  readonly isWrong: boolean;
}

/** Says what the status alone does not. */
function standingOf(order: Order): Standing | undefined {
  switch (order.status) {
    case "pending": {
      const { lastPayment } = order;
      if (lastPayment === undefined) return undefined;
      const text = `${lastPayment.reason}. No money was kept; it can be tried again.`;
      return { text, isWrong: true };
    }
    case "confirming":
      return {
        text: "Its stock and its payment are being seen to. Load this page again in a moment.",
        isWrong: false,
      };
    case "cancelling":
      return order.refundRefused === undefined
        ? {
          text: "Its money and its stock are on their way back. Load this page again in a moment.",
          isWrong: false,
        }
        : { text: `${order.refundRefused}. It is tried again.`, isWrong: true };
    case "confirmed":
    case "shipped":
    case "delivered":
    case "cancelled":
      return undefined;
  }
}

function nothingToDo({ status }: Order): string {
  if (status === "delivered") return "Nothing: it has arrived.";
  return status === "cancelled"
    ? "Nothing: it is cancelled, and nothing of it is held or kept."
    : "Nothing but waiting for the refund.";
}
